/** Keys that need the frame: words of request and reply, status, findings, bodies, commands. */

import { COMMANDS } from '../../spec/commands/index.ts';
import { words } from '../../spec/field.ts';
import { allFields, headOf } from '../fields.ts';
import { readingOf, type FilterKey, type Reading } from '../key.ts';
import { mayCarryCommands, type FrameSubject, type RowFacts } from '../subject.ts';

const unknown = (): null => null;

/** Commands stand in replies to polls and in the POSTs that answer them, nowhere else. */
const ofCommandRow = (row: RowFacts): readonly Reading[] | null =>
  mayCarryCommands(row) || row.kind === 'command-result' ? null : [];

const fieldsKeyed =
  (...keys: readonly string[]) =>
  ({ frame }: FrameSubject): readonly Reading[] =>
    allFields(frame).filter(({ key }) => keys.includes(key));

const STATES = {
  queued: words('waits for the next poll', '等待下一次轮询'),
  delivered: words('was delivered', '已下发'),
  acknowledged: words('was acknowledged', '已确认'),
  failed: words('failed', '失败'),
  expired: words('came too late', '已过期'),
  cancelled: words('was cancelled', '已取消'),
} as const;

export const FRAME_KEYS: readonly FilterKey[] = [
  {
    name: 'summary',
    aliases: ['request'],
    label: words('the request in words', '请求内容'),
    holds: 'text',
    example: '"2 consumption records"',
    ofRow: unknown,
    ofFrame: ({ frame }) => [readingOf(frame.request.summary)],
  },
  {
    name: 'reply',
    aliases: ['response'],
    label: words('the reply in words', '应答内容'),
    holds: 'text',
    example: 'UNKNOWN',
    ofRow: ({ idle }) => (idle ? [readingOf('OK')] : null),
    ofFrame: ({ frame }) =>
      frame.response === null
        ? []
        : [
            readingOf(frame.response.summary),
            // Its bytes, not what we say about them.
            ...frame.response.fields
              .filter(({ key }) => key === 'answer')
              .map(({ raw }) => readingOf(raw)),
          ],
  },
  {
    name: 'status',
    aliases: [],
    label: words('HTTP status', 'HTTP 状态码'),
    holds: 'number',
    strict: true,
    example: '200',
    ofRow: unknown,
    ofFrame: ({ frame }) =>
      headOf(frame.response?.fields)
        .filter(({ key }) => key === 'status')
        .map(({ raw }) => ({ raw, text: raw, value: Number(raw) })),
  },
  {
    name: 'finding',
    aliases: ['findings'],
    label: words('finding', '问题'),
    holds: 'name',
    example: 'stamp-missing',
    ofRow: ({ severity, found }) =>
      found?.map(({ code }) => readingOf(code)) ?? (severity === null ? [] : null),
    ofFrame: ({ findings }) => findings.map(({ code }) => readingOf(code)),
  },
  {
    name: 'body',
    aliases: [],
    label: words('the body', '正文'),
    holds: 'text',
    example: '"Return=-1"',
    // Two bytes and idle: nothing was asked but for commands, and OK is the whole answer.
    ofRow: ({ idle, size }) => (idle && size === 2 ? [readingOf(''), readingOf('OK')] : null),
    ofFrame: ({ requestBody, responseBody }) => [readingOf(requestBody), readingOf(responseBody)],
  },
  {
    name: 'cmd.verb',
    aliases: [],
    label: words('verb of a command', '命令'),
    holds: 'text',
    choices: Object.fromEntries(COMMANDS.map(({ verb, label }) => [verb, label])),
    example: '"SET OPTION"',
    ofRow: ofCommandRow,
    ofFrame: fieldsKeyed('verb', 'cmd'),
  },
  {
    name: 'cmd.id',
    aliases: [],
    label: words('id of a command', '命令编号'),
    holds: 'name',
    example: '1201',
    ofRow: ofCommandRow,
    ofFrame: fieldsKeyed('cmdId', 'resultId'),
  },
  {
    name: 'cmd.state',
    aliases: [],
    label: words('state of a command', '命令状态'),
    holds: 'choice',
    choices: STATES,
    closed: true,
    strict: true,
    example: 'delivered',
    ofRow: ofCommandRow,
    ofFrame: ({ commandStates }) => [...(commandStates?.values() ?? [])].map(readingOf),
  },
];
