/** GET /api/terminals and /api/terminals/SN: rows with what their sessions know. */

import { expect, test } from 'vitest';
import type { TerminalDetail } from '../../shared/link/api.ts';
import type { TerminalState } from '../../shared/session/terminal-state.ts';
import { exchange, openTestDesk, PATIENT, upload, type Said, type TestDesk } from './kit.ts';

const SN = '5158181900025';
const OPTIONS = `GET OPTION FROM: ${SN}\nPosLogStampId=36\nPushProtVer=2.4.1\n`;
const INIT = {
  request: `GET /iclock/cpos?SN=${SN}&options=all&pushver=4.0.1 HTTP/1.1`,
  reply: OPTIONS,
};
/** As the server said it, and with another reply for the terminal. */
const changed = (n: number, said: Said, reply: string) => {
  const plain = exchange(n, said);
  const heard = exchange(n, { ...said, reply });
  const { response } = plain;
  if (response === null || heard.response === null) throw new Error('a reply is wanted');
  return { ...plain, response: { ...response, forwarded: heard.response, changedBy: 'a test' } };
};

const one = (desk: TestDesk, query = '') =>
  desk.get<TerminalState & TerminalDetail>(`/api/terminals/${SN}${query}`);

test('one terminal and the list know the same, in the language that is asked for', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1, INIT), upload(2, 37), upload(3, 40)] });
  await expect.poll(async () => (await one(desk)).exchanges, PATIENT).toBe(3);
  const detail = await one(desk);
  const { items } = await desk.get<{ items: TerminalDetail[] }>('/api/terminals');
  expect(items).toEqual([detail]);
  expect(detail.knowledge.forecasts[0]).toMatchObject({ table: 'BUYLOG', recNo: 41, missed: 1 });
  expect(detail.knowledge.missedForecasts).toMatchObject([{ n: 3, expected: 38, got: 40 }]);
  expect(detail.knowledge.negotiation.steps[0]?.text).toBe('The terminal offers pushver 4.0.1.');
  const { knowledge } = await one(desk, '?language=zh');
  expect(knowledge.negotiation.steps[0]?.text).toBe('终端提出 pushver 4.0.1。');
});

test('what was kept plain on the way is read from both versions of the message', async () => {
  const desk = await openTestDesk({
    exchanges: [changed(1, INIT, OPTIONS.replace('PushProtVer=2.4.1\n', ''))],
  });
  await expect.poll(async () => (await desk.ask(`/api/terminals/${SN}`)).status, PATIENT).toBe(200);
  const texts = (await one(desk)).knowledge.negotiation.steps.map(({ text }) => text);
  expect(texts).toContain('--force-plaintext: the terminal heard none.');
});

test.each([
  ['whose server had nothing to say', 'OK', ''],
  ['of the server', 'C:7:UPDATE\n', 'C:7:UPDATE\n'],
])(
  'commands that were put into a poll %s count for what it uploads next',
  async (_, reply, first) => {
    const put = `${first}C:ps1:SYNC POSLOG START=3\tEND=4\t\nC:ps2:SET OPTION FullLogStampId=12\n`;
    const desk = await openTestDesk({
      exchanges: [
        exchange(1, INIT),
        upload(2, 37),
        changed(3, { reply }, put),
        upload(4, 3),
        upload(5, 39),
      ],
    });
    await expect.poll(async () => (await one(desk)).exchanges, PATIENT).toBe(5);
    const { commands, knowledge } = await one(desk);
    // Record 3 was asked for; 39 was not.
    expect(knowledge.missedForecasts).toMatchObject([{ n: 5, expected: 38, got: 39 }]);
    const full = knowledge.forecasts.find(({ table }) => table === 'FULLLOG');
    expect(full).toMatchObject({ recNo: 13, by: 'command', n: 3 });
    // They are none of the server's own.
    expect(commands.map(({ id }) => id)).toEqual(first === '' ? [] : ['7']);
  },
);

test('the live socket tells rows alone', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1, INIT)] });
  await one(desk);
  const live = desk.watch();
  await live.until((messages) => JSON.stringify(messages).includes(SN));
  expect(JSON.stringify(live.messages)).not.toContain('"knowledge"');
});

test('a terminal that nobody knows is none', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1)] });
  const answer = await desk.ask('/api/terminals/nobody');
  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ error: { code: 'NO_TERMINAL' } });
});
