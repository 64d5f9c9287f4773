/** What may be wrong with a command before it is sent, as data: code, field, section, and a sentence. */

import { words, type Words } from '../../spec/field.ts';
import type { Language } from '../frame.ts';

const PROBLEMS = {
  'empty-command': ['11', words('There is no command.', '没有命令。')],
  'id-in-command': [
    '11',
    words(
      'Leave out `C:…:`; the id is given by pushscope.',
      '请去掉 `C:…:`；编号由 pushscope 分配。',
    ),
  ],
  'bad-id': [
    '11',
    words('An id has 1 to 16 digits or letters.', '命令编号为 1 至 16 位数字或字母。'),
  ],
  'unknown-verb': ['11', words('No command is called {field}.', '没有名为 {field} 的命令。')],
  'unknown-table': [
    '11.6',
    words('{field} is no table of this command.', '该命令没有数据表 {field}。'),
  ],
  'missing-table': ['11.6', words('The command needs a table.', '该命令需要数据表。')],
  'missing-value': ['11', words('{field} is missing.', '缺少 {field}。')],
  'one-row-only': ['11', words('This command takes one row of values.', '该命令只能有一组参数。')],
  'unknown-key': [
    '11',
    words('{field} is not among the declared arguments.', '{field} 不在已知参数之中。'),
  ],
  'bad-key': [
    '11',
    words(
      'A name may not be empty or hold blanks, TAB, `=` or a line break.',
      '参数名不能为空，也不能含空格、TAB、`=` 或换行。',
    ),
  ],
  'line-break-in-value': [
    '11',
    words(
      '{field} holds a line break or control character, which would end the command.',
      '{field} 含换行或控制字符，会截断命令。',
    ),
  ],
  'separator-in-value': [
    '11.6.1',
    words(
      '{field} holds a TAB, which separates arguments.',
      '{field} 含 TAB，而 TAB 用于分隔参数。',
    ),
  ],
  'not-encodable': [
    '2.1',
    words(
      "{field} holds a character that this terminal's charset has not.",
      '{field} 含该终端字符集没有的字符。',
    ),
  ],
  'value-too-long': ['11', words('{field} is too long.', '{field} 过长。')],
  'command-too-long': [
    '11',
    words('The command is too long for one reply (40 KB).', '命令超过一次回复的上限（40 KB）。'),
  ],
  'wrong-value': [
    '11',
    words('{field} cannot be read as what it should be.', '{field} 的值无法按其类型读取。'),
  ],
  'deletes-all': [
    '11.6.2',
    words(
      'Without a condition, every row of the table is deleted.',
      '没有条件时，整个表都会被删除。',
    ),
  ],
} as const satisfies Readonly<Record<string, readonly [section: string, message: Words]>>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface CommandProblem {
  readonly code: ProblemCode;
  /** Wire name of the argument; `id`, `verb` or `table`; empty for the command as a whole. */
  readonly field: string;
  readonly section: string;
  readonly message: string;
}

/** `section` where the definition at hand knows a nearer one. */
export function problem(
  code: ProblemCode,
  field: string,
  language: Language,
  section?: string,
): CommandProblem {
  const [general, message] = PROBLEMS[code];
  return {
    code,
    field,
    section: section ?? general,
    message: message[language].replaceAll('{field}', () => field),
  };
}
