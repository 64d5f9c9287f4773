/** Reports go to other people: what is secret in an exchange is told by its length, and stands in the JSON alone. */

import { expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { bodyOfTree } from '../../proxy/commands/tree.ts';
import { reportHtml } from '../../proxy/replay/report-html.ts';
import { reportJunit } from '../../proxy/replay/report-junit.ts';
import { ReportCount, reportLines } from '../../proxy/replay/report.ts';
import { compareExchanges } from '../../shared/compare/index.ts';
import { decoded, messageOf } from '../kit/samples.ts';
import { SERIAL, get, reply } from './day.ts';

const POLL = messageOf(get(`/iclock/posrequest?SN=${SERIAL}&type=pos`));
const user = (id: number, password: string) =>
  `C:${id}:UPDATE USERINFO SysID=1\tUserID=1\tPIN=1\tCardNo=1\tName=x\tPassWord=${password}\tUserType=0\tPrivage=0\n`;

function reported(recorded: string, observed: string) {
  const read = (text: string) => {
    const raw = { request: POLL, response: messageOf(reply(text)) };
    return { raw, frame: decoded(raw.request, raw.response) };
  };
  const { verdict, differences } = compareExchanges(read(recorded), read(observed), {
    text: textCodec,
    repliesOnly: true,
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
