/** Reports go to other people: what is secret in an exchange is told by its length, and stands in the JSON alone. */

import { expect, test } from 'vitest';
import { readBrief } from '../../shared/codec/brief.ts';
import { textCodec } from '../../proxy/charset.ts';
import { bodyOfTree } from '../../proxy/commands/tree.ts';
import { reportHtml } from '../../proxy/replay/report-html.ts';
import { reportJunit } from '../../proxy/replay/report-junit.ts';
import { LateRead } from '../../proxy/replay/late-read.ts';
import { ruleFor } from '../../proxy/replay/noise-lines.ts';
import { PollPairs } from '../../proxy/replay/polls.ts';
import { ReportCount, reportLines } from '../../proxy/replay/report.ts';
import type { BatchFault } from '../../proxy/replay/telling.ts';
import { NO_HINTS } from '../../shared/codec/decode.ts';
import { compareExchanges, type NoiseRule } from '../../shared/compare/index.ts';
import { decoded, messageOf } from '../kit/samples.ts';
import { SERIAL, get, post, reply } from './day.ts';

const POLL = messageOf(get(`/iclock/posrequest?SN=${SERIAL}&type=pos`));
const user = (id: number, password: string) =>
  `C:${id}:UPDATE USERINFO SysID=1\tUserID=1\tPIN=1\tCardNo=1\tName=x\tPassWord=${password}\tUserType=0\tPrivage=0\n`;

function reported(recorded: string, observed: string, rules: readonly NoiseRule[] = []) {
  const read = (text: string) => {
    const raw = { request: POLL, response: messageOf(reply(text)) };
    return { raw, frame: decoded(raw.request, raw.response) };
  };
  const { verdict, differences } = compareExchanges(read(recorded), read(observed), {
    text: textCodec,
    repliesOnly: true,
    rules,
  });
  const count = new ReportCount();
  count.compared({ n: 1, sn: SERIAL, kind: 'poll', table: '' }, verdict, differences);
  const { report } = count;
  const texts = [
    [...reportLines(report)].join('\n'),
    reportHtml('lunch', report),
    reportJunit('lunch', report),
  ];
  return { report, texts };
}

test('a password that differs', () => {
  const { report, texts } = reported(user(7, '471100'), user(7, '9923'));
  expect(report.differences).toMatchObject([
    { field: 'PassWord', recorded: '471100', observed: '9923', secret: true },
  ]);
  for (const text of texts) expect(text).not.toMatch(/471100|9923/);
  expect(texts[0]).toContain('PassWord •••• [6 characters] → •••• [4 characters]');
  expect(texts[1]).toMatch(
    /<td[^>]*>•••• \[6 characters\]<\/td><td[^>]*>•••• \[4 characters\]<\/td>/,
  );
});

test.each([
  ['SET OPTION CardPass=471100\tUseSection=1', 'SET OPTION CardPass=471100\tUseSection=2'],
  ['UPDATE USERINFO PassWord=471100\tSysID=1', 'UPDATE USERINFO PassWord=471100\tSysID=2'],
  ['UPDATE USERINFO PassWord=471100\nPassWord=471100\tSysID=1', 'UPDATE USERINFO PassWord=471100\nPassWord=471100\tSysID=2'], // prettier-ignore
  ['TUNE CommPwd=471100\tRate=1', 'TUNE CommPwd=471100\tRate=2'],
  ['TUNE CommPwd=471100\tRate=1\nC:8:INFO', 'INFO\nC:8:TUNE CommPwd=471100\tRate=1'],
])('a command that begins with a password: %j', (recorded, observed) => {
  const { report, texts } = reported(`C:7:${recorded}\n`, `C:7:${observed}\n`);
  expect(report.verdict).toBe('different');
  for (const text of texts) expect(text).not.toContain('471100');
  for (const { within } of report.differences) expect(within).not.toContain('471100');
});

test('a rule that is learned of such a command holds no password, and fits again', () => {
  const [recorded, observed] = ['C:7:TUNE CommPwd=471100\tRate=1\n', 'C:7:TUNE CommPwd=471100\tRate=2\n']; // prettier-ignore
  const [difference] = reported(recorded, observed).report.differences;
  const rule = difference && ruleFor(difference, 'poll', 'two good runs');
  expect(rule).toMatchObject({ field: 'Rate', within: 'TUNE CommPwd=••••' });
  expect(reported(recorded, observed, rule ? [rule] : []).report.verdict).toBe('same-meaning');
});

test('a command that begins with a password, out of order', () => {
  const faults: BatchFault[] = [];
  const polls = new PollPairs({
    paired: (pair) => faults.push(...pair.faults),
    elsewhere: () => {},
    unpaired: () => {},
  });
  const read = (text: string) =>
    new LateRead({ request: POLL, response: messageOf(reply(text)) }, NO_HINTS);
  const take = (n: number, recorded: string, observed: string) =>
    polls.take({ n, brief: readBrief({ request: POLL, response: null }), recorded: read(recorded), observed: read(observed), error: '', isGathered: false, faults: [] }); // prettier-ignore
  take(1, 'C:1:INFO\n', 'C:72:SET OPTION CardPass=471100\n');
  take(2, 'C:2:SET OPTION CardPass=471100\n', 'C:71:INFO\n');
  polls.end();
  expect(faults).toMatchObject([{ of: 'order', command: 'SET OPTION CardPass=••••' }]);
});

test('bytes behind the end, and behind the lines that are read', () => {
  const pipelined = (password: string) => ({
    ...messageOf(reply('OK')),
    excess: Buffer.from(`GET /iclock/posrequest?Pwd=${password} HTTP/1.1\r\n`),
  });
  const long = (password: string) =>
    messageOf(reply('C:1:INFO\n'.repeat(10_000) + user(7, password)));
  for (const made of [pipelined, long]) {
    const [recorded, observed] = [made('471100'), made('9923')].map((response) => ({
      raw: { request: POLL, response },
      frame: decoded(POLL, response),
    })) as never as [Parameters<typeof compareExchanges>[0], Parameters<typeof compareExchanges>[1]]; // prettier-ignore
    const { differences } = compareExchanges(recorded, observed, { text: textCodec });
    expect(differences.map(({ secret }) => secret)).toContain(true);
    const lines = [...bodyOfTree({ ...recorded.frame, findings: [] }, 'en')].join('\n');
    expect(lines).not.toContain('471100');
  }
});

test.each([
  ['a parameter', get('/iclock/other?userpwd=471100')],
  ['a header', Buffer.from('GET /iclock/other HTTP/1.1\r\nX-Auth-Token: 471100\r\n\r\n')],
  ['a value of a result', post(`/iclock/posdevicecmd?SN=${SERIAL}`, 'ID=7&Return=0&CMD=INFO\nCommPassword=471100\n')], // prettier-ignore
])('%s that nobody declared, and whose name says that it is a secret', (_what, request) => {
  const frame = decoded(messageOf(request), messageOf(reply('OK')));
  const lines = [...bodyOfTree({ ...frame, findings: [] }, 'en')].join('\n');
  expect(lines).toContain(': ••••');
  expect(lines).not.toContain('471100');
});

test('a command that never came, with a password in it', () => {
  const lost = `${user(7, '471100')}C:8:INFO\n`;
  const { report, texts } = reported(lost, 'C:8:INFO\n');
  expect(report.differences[0]?.recorded).toContain('PassWord=471100');
  for (const text of texts) expect(text).not.toContain('471100');
});

test('the fields of an exchange in words', () => {
  const frame = decoded(POLL, messageOf(reply(user(7, '471100'))));
  const lines = [...bodyOfTree({ ...frame, findings: [] }, 'en')].join('\n');
  expect(lines).toContain('PassWord: ••••');
  expect(lines).not.toContain('471100');
});
