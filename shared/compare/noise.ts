/** Which differences say nothing about the meaning, each with its reason; and what is never noise. */

import type { Field, Kind, Language } from '../codec/frame.ts';
import { COMMANDS } from '../spec/commands/index.ts';
import { allArgumentsOf } from '../spec/command.ts';
import { words, type Words } from '../spec/field.ts';
import { ONLINE_FIELDS, SUBSIDY_COLUMNS } from '../spec/reply-fields.ts';
import { OPTIONS, optionNamed } from '../spec/options.ts';
import { TABLES } from '../spec/tables/index.ts';
import type { MessagePart, NoiseRule } from './difference.ts';

/** Where a field stands. */
export interface Place {
  readonly part: MessagePart;
  readonly kind: Kind;
  /** Whether it is part of the message's head. */
  readonly isHead: boolean;
  readonly within: string;
}

interface BuiltIn {
  readonly fits: (field: Field, place: Place) => boolean;
  readonly reason: Words;
  /** Asked of both fields; a side that lacks the field does differ then. */
  readonly between?: (recorded: Field, observed: Field) => boolean;
}

const whatever = (): boolean => true;

const isOption = ({ kind, part, isHead, within }: Place): boolean =>
  kind === 'init' && part === 'response' && !isHead && within === '';

const isStamp = ({ wire }: Field, place: Place): boolean =>
  isOption(place) && optionNamed(wire)?.type === 'stamp';

/** PosLogStampId and its sisters: from which record on a terminal uploads (vendor's document section 6). */
const isRecordNumber = ({ wire }: Field): boolean =>
  /LogStampId$/i.test(optionNamed(wire)?.wire ?? '');

/** `None` is observed of newer servers, and a time of one that mistook it for the stamp. */
const isUnset = ({ raw }: Field): boolean => /^(?:0*|None)$/i.test(raw.trim());
const isTime = ({ raw }: Field): boolean => /^\s*\d{4}-/.test(raw);

const TIME_TOO = words('the time, told as well', '另外告知的时间');

/** Headers of a reply by which a terminal acts. */
const READ_BY_TERMINALS: ReadonlySet<string> = new Set(['date', 'location', 'content-encoding']);

// prettier-ignore
const BUILT_IN: readonly BuiltIn[] = [
  { fits: ({ key, value }, { isHead }) => isHead && key === 'date' && value !== null, between: whatever, reason: words('Date is the time of the reply', 'Date 是应答的时间') },
  { fits: ({ key }, { isHead }) => isHead && key === 'version', reason: words('terminals read 1.0 and 1.1 alike', '终端对 1.0 和 1.1 一视同仁') },
  { fits: ({ key }, { isHead }) => isHead && key === 'reason', reason: words('terminals read the number of the status alone', '终端只读状态码的数字') },
  { fits: ({ key }, { isHead }) => isHead && (key === 'contentLength' || key === 'transferEncoding'), reason: words('it follows from the body and how it was sent', '由正文及其发送方式决定') },
  { fits: ({ key }, { isHead }) => isHead && (key === 'cookie' || key === 'setCookie'), reason: words('a cookie belongs to its session', 'Cookie 属于各自的会话') },
  { fits: ({ wire }, { isHead, part }) => isHead && part === 'response' && wire !== '' && !READ_BY_TERMINALS.has(wire.toLowerCase()), reason: words('a header of the server’s own; terminals do not read it', '服务器自有的头字段，终端不读取') },
  { fits: ({ wire }, { isHead, part }) => isHead && part === 'request' && wire !== '', reason: words('a header of the client’s own', '客户端自有的头字段') },
  { fits: ({ key }, { isHead }) => !isHead && (key === 'cmdId' || key === 'resultId'), between: whatever, reason: words('every server counts its commands its own way', '每台服务器自行给命令编号') },
  { fits: ({ key, value }, { kind, part }) => kind === 'time' && part === 'response' && key === 'time' && value !== null, between: whatever, reason: words('Time is the time of the reply', 'Time 是应答的时间') },
  { fits: (field, place) => isStamp(field, place) && !isRecordNumber(field), between: whatever, reason: words('a stamp tells how far the server has got', '时间戳表示服务器的进度') },
  { fits: isStamp, between: (one, other) => isTime(one) && isTime(other), reason: words('a stamp tells how far the server has got', '时间戳表示服务器的进度') },
  { fits: isStamp, between: (one, other) => isUnset(one) || isUnset(other), reason: words('one of the servers has no record of this terminal yet', '其中一台服务器还没有该终端的记录') },
  { fits: ({ key }, { part, isHead, within }) => part === 'request' && !isHead && within === '' && key === 'stamp', between: whatever, reason: words('a stamp is the time of the upload', '时间戳是上传的时间') },
  { fits: ({ key }) => key === 'publicKey' || key === 'factors', between: whatever, reason: words('keys are made anew each time', '密钥每次重新生成') },
];

const isMoney = ({ type, unit }: { readonly type: string; readonly unit?: string }): boolean =>
  type === 'money' || unit === 'cents';

/** Record numbers, answers and return codes; with all money of the protocol they are never noise. */
const NEVER = [
  ...['recNo', 'RecNo', 'cardRecNo', 'CardRecNo', 'CardRecID', 'StampId', 'devNo', 'record'],
  ...['return', 'answer', 'RET', 'verdict', 'returnNumber', 'status', 'verb', 'command', 'result'],
];

const protectedNames: ReadonlySet<string> = new Set(
  [
    ...NEVER,
    ...[
      ...TABLES.flatMap(({ layouts }) => layouts.flatMap(({ columns }) => columns)),
      ...COMMANDS.flatMap(({ form }) => allArgumentsOf(form)),
      ...OPTIONS,
      ...SUBSIDY_COLUMNS,
      ...ONLINE_FIELDS,
    ]
      .filter(isMoney)
      .flatMap(({ key, wire }) => [key, wire]),
  ].map((name) => name.toLowerCase()),
);

/** Whether no rule may call the field noise: money, record numbers, return codes, commands themselves. */
export const isNeverNoise = (name: string): boolean => protectedNames.has(name.toLowerCase());

const hasName = ({ key, wire }: Field, name: string): boolean =>
  key.toLowerCase() === name.toLowerCase() || wire.toLowerCase() === name.toLowerCase();

const fitsRule = (rule: NoiseRule, field: Field, place: Place): boolean =>
  hasName(field, rule.field) &&
  (rule.kind === undefined || rule.kind === place.kind) &&
  (rule.part === undefined || rule.part === place.part) &&
  (rule.within === undefined || place.within.startsWith(rule.within));

/** Why a difference of the two says nothing; null when it says something. Null stands for a side without the field. */
export function noiseOf(
  recorded: Field | null,
  observed: Field | null,
  place: Place,
  rules: readonly NoiseRule[],
  language: Language,
): string | null {
  const present = [recorded, observed].filter((field) => field !== null);
  for (const { fits, reason, between } of BUILT_IN) {
    if (!present.every((field) => fits(field, place))) continue;
    if (between === undefined) return reason[language];
    if (recorded !== null && observed !== null && between(recorded, observed))
      return reason[language];
  }
  // A server that tells the time where the recorded one did not takes nothing away.
  if (recorded === null && observed?.key === 'date' && place.isHead) return TIME_TOO[language];
  const [field] = present;
  if (field === undefined) return null;
  if (!place.isHead && (isNeverNoise(field.key) || isNeverNoise(field.wire))) return null;
  return rules.find((rule) => fitsRule(rule, field, place))?.reason ?? null;
}
