/** Command ids that terminals cut, or that a real server cannot parse. */

import type { Field } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import { childOf, shown, type Examined } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

/** Section 11. */
const LONGEST = 16;

const isNumber = (id: string) => /^\s*\d+\s*$/.test(id);

const tooLong = (part: Found['part'], { raw, span }: Field): Found => ({
  part,
  span,
  severity: 'warning',
  fault: 'server',
  message: words(
    `The id “${shown(raw)}” has ${raw.length} characters, and terminals are said to cut after ${LONGEST}.`,
    `命令编号 “${shown(raw)}” 有 ${raw.length} 个字符；据称终端只保留 ${LONGEST} 个。`,
  ),
});

const isEmpty = (id: string) => id.trim() === '';

/** Nothing stands between the colons, so the whole command is marked. */
const idless = ({ raw, span }: Field): Found => ({
  part: 'response',
  span,
  severity: 'warning',
  fault: 'server',
  message: words(
    `The command “${shown(raw)}” has no id, so no answer can be told to be of it.`,
    `命令 “${shown(raw)}” 没有编号，无法辨认其回复。`,
  ),
});

const delivered = ({ raw, span }: Field): Found => ({
  part: 'response',
  span,
  severity: 'note',
  fault: 'document',
  message: words(
    `The id “${shown(raw)}” is no number: the document allows it, ZKECO cannot parse its acknowledgement.`,
    `命令编号 “${shown(raw)}” 不是数字：文档允许，但 ZKECO 无法解析其回复。`,
  ),
});

/** A server that answers OK evidently reads such ids. */
const answered = ({ raw, span }: Field, result: Field, exchange: Examined): Found => ({
  part: 'request',
  span: isEmpty(raw) ? result.span : span,
  severity: exchange.saysOk ? 'note' : 'error',
  fault: 'document',
  section: '13',
  message: isEmpty(raw)
    ? words(
        'This result has an ID that is empty: ZKECO drops the whole message for it, all results included.',
        '此条结果的 ID 为空：ZKECO 会因此丢弃整条消息，包括全部结果。',
      )
    : words(
        `The ID “${shown(raw)}” is no number: ZKECO drops the whole message for it, all results included.`,
        `ID “${shown(raw)}” 不是数字：ZKECO 会因此丢弃整条消息，包括全部结果。`,
      ),
});

export const commandIdForm: Rule = {
  code: 'command-id-form',
  severity: 'warning',
  section: '11',
  fault: 'document',
  kinds: ['poll', 'command-result', 'other'],
  cue: 'commands',
  title: words('A command id of a doubtful form', '命令编号形式可疑'),
  remedy: words(
    'Use decimal numbers of at most 16 digits as command ids.',
    '命令编号请使用不超过 16 位的十进制数字。',
  ),
  find: (exchange) => {
    const found: Found[] = [];
    for (const command of exchange.commands) {
      const id = childOf(command, 'cmdId');
      if (id === undefined || isUsual(id.raw)) continue;
      if (id.raw.length > LONGEST) found.push(tooLong('response', id));
      if (isEmpty(id.raw)) found.push(idless(command));
      else if (!isNumber(id.raw)) found.push(delivered(id));
    }
    for (const result of exchange.results) {
      const id = childOf(result, 'resultId');
      if (id !== undefined && !isUsual(id.raw) && !isNumber(id.raw))
        found.push(answered(id, result, exchange));
    }
    return found;
  },
};

/** Digits alone, and no more of them than terminals keep. */
function isUsual(id: string): boolean {
  if (id.length === 0 || id.length > LONGEST) return false;
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}
