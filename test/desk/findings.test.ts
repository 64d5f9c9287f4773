/** What a capture's findings add up to, by rule and terminal, and what is muted of them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExchangeDetail, ExchangeList, TerminalRow } from '../../shared/link/api.ts';
import { LONGEST_REASON, type FindingList } from '../../shared/link/findings.ts';
import { exchange, lineOf, newCapture, openTestDesk, PATIENT, upload, type Setting, type TestDesk } from './kit.ts'; // prettier-ignore
import { appendNote } from '../../proxy/record/append-note.ts';
import type { FromDesk } from '../../shared/link/desk.ts';

const OTHER = '5158181900026';
/** A reply that refuses an upload: an error of the server. */
const refused = (n: number, sn?: string) => ({ ...upload(n, n, sn), response: exchange(n, { reply: 'UNKNOWN' }).response }); // prettier-ignore

/** A desk whose main thread keeps notes at once. */
async function openKeeping(setting: Setting = {}): Promise<TestDesk> {
  const desk = await openTestDesk({
    exchanges: [refused(1), refused(2), refused(3, OTHER), exchange(4)],
    ...setting,
  });
  const take = (message: FromDesk) => {
    if (message.type !== 'note') return;
    appendNote(message.path, message.note);
    desk.desk.take({ type: 'noted', requestId: message.requestId });
  };
  desk.posted.push = (...messages: FromDesk[]) => {
    for (const each of messages) take(each);
    return 0;
  };
  return desk;
}

const CODE = 'upload-refused';
const mute = (desk: TestDesk, body: object) =>
  desk.ask('/api/mutes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const unmute = (desk: TestDesk, query: string) =>
  desk.ask(`/api/mutes?${query}`, { method: 'DELETE' });
const list = (desk: TestDesk, query = '') => desk.get<FindingList>(`/api/findings${query}`);
const ruleOf = ({ groups }: FindingList) => groups.find(({ code }) => code === CODE);
const numbers = async (desk: TestDesk, filter: string, more = '') =>
  (
    await desk.get<ExchangeList>(`/api/exchanges?filter=${encodeURIComponent(filter)}${more}`)
  ).items.map(({ n }) => n);
const terminalErrors = async (desk: TestDesk, more = '') =>
  (await desk.get<{ items: TerminalRow[] }>(`/api/terminals${more}`)).items.map(
    ({ sn, findings }) => [sn, findings.error],
  );

test('findings are counted by rule and terminal, in the language asked for', async () => {
  const desk = await openKeeping();
  const found = await list(desk);
  expect(ruleOf(found)).toMatchObject({
    severity: 'error',
    section: '10.2',
    fault: 'server',
    title: 'The server did not take an upload',
    message: 'The server answered “UNKNOWN” instead of OK.',
    count: 3,
    muted: 0,
    terminals: [
      { sn: '5158181900025', count: 2, severity: 'error', firstN: 1, lastN: 2 },
      { sn: OTHER, count: 1, firstN: 3, lastN: 3 },
    ],
  });
  const { items } = await desk.get<ExchangeList>('/api/exchanges?filter=finding:date-missing');
  const dates = found.groups.find(({ code }) => code === 'date-missing');
  expect(dates?.count ?? 0).toBe(items.length);
  expect(ruleOf(await list(desk, '?language=zh'))?.message).toContain('UNKNOWN');
  expect(ruleOf(await list(desk, '?language=zh'))?.title).toMatch(/[一-鿿]/);
  desk.record(refused(5));
  const status = await desk.get<{ findings: { error: number } }>('/api/status');
  await expect.poll(async () => (await list(desk)).totals.error).toBe(4);
  expect(status.findings.error).toBeLessThanOrEqual(4);
});

test('a muted finding counts nowhere, is still told with its reason, and comes back', async () => {
  const desk = await openKeeping();
  expect(await numbers(desk, 'severity:error')).toEqual([1, 2, 3]);
  expect((await mute(desk, { code: CODE, sn: OTHER, reason: 'the old server' })).status).toBe(200);
  expect(await numbers(desk, 'severity:error')).toEqual([1, 2]);
  expect(await numbers(desk, `finding:${CODE}`)).toEqual([1, 2, 3]);
  expect(await numbers(desk, 'muted:yes')).toEqual([3]);
  expect(await terminalErrors(desk)).toEqual([['5158181900025', 2], [OTHER, 0]]); // prettier-ignore
  expect((await list(desk)).totals).toMatchObject({ error: 2, muted: 1 });
  expect(ruleOf(await list(desk))).toMatchObject({ count: 2, muted: 1 });
  const { decoded } = await desk.get<ExchangeDetail>('/api/exchanges/3');
  expect(decoded.findings.find(({ code }) => code === CODE)?.muted).toBe('the old server');

  await mute(desk, { code: CODE, reason: '  known ' });
  expect(await numbers(desk, 'severity:error')).toEqual([]);
  // The word on one terminal goes before the word on all.
  expect((await list(desk)).mutes).toEqual([
    { code: CODE, sn: OTHER, reason: 'the old server' },
    { code: CODE, reason: 'known' },
  ]);
  desk.record(refused(5));
  await expect.poll(() => numbers(desk, 'muted:yes')).toEqual([1, 2, 3, 5]);
  expect((await desk.get<ExchangeList>('/api/exchanges')).items.at(-1)?.severity).not.toBe('error');

  expect((await unmute(desk, `code=${CODE}`)).status).toBe(200);
  expect(await numbers(desk, 'severity:error')).toEqual([1, 2, 5]);
  expect((await unmute(desk, `code=${CODE}`)).status).toBe(404);
});

test('a mute is in the capture: who opens it anew finds it, in a new file of the run too', async () => {
  const desk = await openKeeping();
  newCapture(desk.dir, 'old.jsonl', lineOf(refused(7)) + lineOf(refused(8, OTHER)));
  const told = await mute(desk, { capture: 'old.jsonl', code: CODE, reason: 'known' });
  expect(told.json()).toMatchObject({ error: 0, muted: 2 });
  expect(await terminalErrors(desk, '?capture=old.jsonl')).toEqual([['5158181900025', 0], [OTHER, 0]]); // prettier-ignore
  expect((await list(desk)).totals.error).toBe(3);
  const again = await openTestDesk();
  newCapture(again.dir, 'copy.jsonl', readFileSync(join(desk.dir, 'old.jsonl'), 'utf8').split('\n').slice(1).join('\n')); // prettier-ignore
  expect((await list(again, '?capture=copy.jsonl')).totals).toMatchObject({ error: 0, muted: 2 });
  expect(await numbers(again, 'severity:error', '&capture=copy.jsonl')).toEqual([]);

  await mute(desk, { code: CODE, reason: 'known' });
  desk.rotate('next.jsonl');
  await expect.poll(() => readFileSync(desk.path, 'utf8')).toContain('"mute":{"code":"upload-refused","reason":"known"}'); // prettier-ignore
});

test('viewers begin anew once something else is muted', async () => {
  const desk = await openKeeping();
  const viewer = desk.watch();
  await viewer.until((messages) => messages.length > 0);
  await mute(desk, { code: CODE, reason: 'known' });
  await viewer.until((messages) => messages.at(-1)?.type === 'snapshot' && messages.length > 1);
  expect(viewer.messages.at(-1)).toMatchObject({ status: { findings: { error: 0, muted: 3 } } });
});

test.each<[body: object, says: RegExp]>([
  [{ code: 'no-such', reason: 'x' }, /no finding "no-such"/],
  [{ code: CODE, reason: ' ' }, /muted for a reason/],
  [{ code: CODE }, /muted for a reason/],
  [{ code: CODE, reason: 'x'.repeat(LONGEST_REASON + 1) }, new RegExp(`up to ${LONGEST_REASON} `)],
  [{ code: CODE, sn: '', reason: 'x' }, /no serial/],
  [{ reason: 'x' }, /Send/],
])('refuses %j', async (body, says) => {
  const answer = await mute(await openKeeping(), body);
  expect(answer.status).toBe(400);
  expect(answer.json<{ error: { message: string } }>().error.message).toMatch(says);
});

test('nothing is muted under --read-only', async () => {
  const desk = await openKeeping({ readOnly: true });
  expect((await mute(desk, { code: CODE, reason: 'x' })).status).toBe(403);
  expect((await unmute(desk, `code=${CODE}`)).status).toBe(403);
});

test('of a rule that blames now the one and now the other, the group blames whom its sentence does', async () => {
  const plain = exchange(1);
  const { response } = plain;
  if (response === null) throw new Error('a reply is wanted');
  const longer = { ...plain, response: { ...response, excess: Buffer.from('OK') } };
  const desk = await openTestDesk({ exchanges: [longer] });
  const of = async () => (await list(desk)).groups.find(({ code }) => code === 'content-length-mismatch'); // prettier-ignore
  await expect.poll(async () => (await of())?.fault, PATIENT).toBe('server');
});
