/** Keys that the row of an exchange answers: number, time, terminal, kind, outcome, size. */

import type { OUTCOMES } from '../../capture/exchange.ts';
import type { KINDS } from '../../codec/frame.ts';
import { SEVERITIES, type Severity } from '../../findings/severity.ts';
import { words, type Words } from '../../spec/field.ts';
import { TABLES } from '../../spec/tables/index.ts';
import { tablesNamed } from '../fields.ts';
import { readingOf, type FilterKey, type Reading } from '../key.ts';
import { mayCarryCommands, type RowFacts } from '../subject.ts';

type RowKey = Omit<FilterKey, 'ofRow' | 'ofFrame' | 'aliases'> & {
  readonly aliases?: readonly string[];
  readonly read: (row: RowFacts) => string | number | boolean | null;
};

function rowKey({ read, ...rest }: RowKey): FilterKey {
  const ofRow = (row: RowFacts): readonly Reading[] => {
    const value = read(row);
    return value === null ? [] : [readingOf(value)];
  };
  return { aliases: [], ...rest, ofRow, ofFrame: ofRow };
}

const KIND_WORDS: Readonly<Record<(typeof KINDS)[number], Words>> = {
  init: words('initialisation', '初始化'),
  time: words('asks for the time', '获取时间'),
  'key-exchange': words('exchange of public keys', '交换公钥'),
  'factor-exchange': words('exchange of factors', '交换因子'),
  upload: words('upload of records', '上传记录'),
  poll: words('asks for commands', '获取命令'),
  'card-loss': words('reports a card lost', '挂失'),
  'card-restore': words('restores a card', '解挂'),
  'password-check': words('checks a password', '验证密码'),
  'password-change': words('changes a password', '修改密码'),
  'subsidy-query': words('asks for a subsidy', '查询补贴'),
  'command-result': words('answers commands', '命令回复'),
  'file-download': words('downloads a file', '下载文件'),
  other: words('anything else', '其他'),
};

const OUTCOME_WORDS: Readonly<Record<(typeof OUTCOMES)[number], Words>> = {
  complete: words('ended well', '完整'),
  'terminal-aborted': words('the terminal broke off', '终端中断'),
  'server-aborted': words('the server broke off', '服务器中断'),
  refused: words('the server could not be reached', '服务器拒绝连接'),
  timeout: words('took too long', '超时'),
  malformed: words('cannot be read as HTTP', '不是有效的 HTTP'),
};

const SEVERITY_WORDS = {
  note: words('note', '提示'),
  warning: words('warning', '警告'),
  error: words('error', '错误'),
} as const satisfies Record<Severity, Words>;

const milliseconds = words('ms', '毫秒');
const bytes = words('bytes', '字节');
const closed = { holds: 'choice', closed: true, strict: true } as const;
const number = { holds: 'number', strict: true } as const;

const table: FilterKey = {
  name: 'table',
  aliases: [],
  label: words('table', '数据表'),
  holds: 'name',
  choices: Object.fromEntries(TABLES.map((each) => [each.name, each.label])),
  example: 'BUYLOG',
  ofRow: (row) => tablesOfRow(row)?.map(readingOf) ?? null,
  ofFrame: ({ table: name, frame }) =>
    [...(name === '' ? [] : [name]), ...tablesNamed(frame)].map(readingOf),
};

/** Commands name tables too; null where nobody has told which. */
function tablesOfRow(row: RowFacts): readonly string[] | null {
  const own = row.table === '' ? [] : [row.table];
  if (!mayCarryCommands(row)) return own;
  return row.named === undefined || row.named === null ? null : [...own, ...row.named];
}

const peer: FilterKey = {
  name: 'peer',
  aliases: [],
  label: words('address of the terminal', '终端地址'),
  holds: 'text',
  example: '192.168.1.50',
  ofRow: (row) => (row.peer === undefined ? null : [readingOf(row.peer)]),
  ofFrame: (subject) => (subject.peer === undefined ? [] : [readingOf(subject.peer)]),
};

export const ROW_KEYS: readonly FilterKey[] = [
  rowKey({ name: 'kind', label: words('kind', '种类'), ...closed, choices: KIND_WORDS, example: 'upload', read: (row) => row.kind }),
  rowKey({ name: 'sn', aliases: ['serial'], label: words('serial number', '序列号'), holds: 'text', example: '5158…', read: (row) => row.sn }),
  table,
  rowKey({ name: 'at', label: words('time', '时间'), holds: 'time', strict: true, example: '2018-11-02T12:00', read: (row) => row.atMs }),
  rowKey({ name: 'n', label: words('number of the exchange', '序号'), ...number, example: '17', read: (row) => row.n }),
  rowKey({ name: 'severity', label: words('worst finding', '最严重的问题'), ...closed, choices: SEVERITY_WORDS, order: SEVERITIES.toReversed(), example: 'warning', read: (row) => row.severity }),
  rowKey({ name: 'outcome', label: words('how it ended', '结果'), ...closed, choices: OUTCOME_WORDS, example: 'timeout', read: (row) => row.outcome }),
  rowKey({ name: 'dur', aliases: ['duration'], label: words('duration', '耗时'), ...number, unit: milliseconds, example: '200', read: (row) => row.totalMs }),
  rowKey({ name: 'size', label: words('size of both bodies', '正文大小'), ...number, unit: bytes, example: '1000', read: (row) => row.size }),
  peer,
  rowKey({ name: 'changed', label: words('was changed on the way', '途中被修改'), holds: 'flag', example: 'yes', read: (row) => row.changed }),
  rowKey({ name: 'marked', label: words('was marked', '已标记'), holds: 'flag', example: 'yes', read: (row) => row.marked === true }),
  rowKey({ name: 'note', aliases: ['comment'], label: words('comment', '备注'), holds: 'text', example: '"look here"', read: (row) => row.note ?? null }),
  rowKey({ name: 'muted', label: words('has a muted finding', '有已静音的问题'), holds: 'flag', example: 'yes', read: (row) => row.muted === true }),
  rowKey({ name: 'idle', label: words('is an idle poll', '空闲轮询'), holds: 'flag', example: 'yes', read: (row) => row.idle }),
]; // prettier-ignore
