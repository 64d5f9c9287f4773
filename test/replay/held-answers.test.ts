/** A server that hands out commands later than they were recorded gets their answers later, and none before. */

import { afterEach, expect, test } from 'vitest';
import { Verification } from '../../proxy/replay/verify.ts';
import { RawServer } from '../kit/sockets.ts';
import { SERIAL, exchangeOf, get, post, reply, type Said } from './day.ts';
import { fastAt } from './play-options.ts';

const POLL = get(`/iclock/posrequest?SN=${SERIAL}&type=pos`);
const A = 'SET OPTION Delay=30';
const B = 'UPDATE USERINFO SysID=10\tCardNo=10';
const answerTo = (...ids: readonly number[]): Said => [
  post(
    `/iclock/posdevicecmd?SN=${SERIAL}`,
    ids.map((id) => `ID=${id}&Return=0&CMD=UPDATE\n`).join(''),
  ),
  reply('OK'),
];
const DAY: readonly Said[] = [
  [POLL, reply(`C:1:${A}\nC:2:${B}\n`)],
  [post(`/iclock/posdevicecmd?SN=${SERIAL}`, 'ID=1&Return=0&CMD=SET OPTION\nID=2&Return=0&CMD=UPDATE\n'), reply('OK')], // prettier-ignore
  [POLL, reply('OK')],
  [POLL, reply('OK')],
];

let server: RawServer;
afterEach(() => server.stop());

/** What verify says of a server with these replies to polls and to answers, and what answers the server heard, poll by poll. */
async function verified(replies: readonly string[], day = DAY, taken: readonly string[] = []) {
  let answered = 0;
  let asked = 0;
  const heard: string[][] = [[]];
  server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    const [head = ''] = line.text.split('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(head)?.[1] ?? 0);
    await line.until(head.length + 4 + length);
    if (line.text.startsWith('GET')) {
      heard.push([]);
      await line.send(reply(replies[asked++] ?? 'OK'));
    } else {
      heard.at(-1)?.push(line.text.slice(head.length + 4));
      await line.send(reply(taken[answered++] ?? 'OK'));
    }
    line.socket.end();
  });
  const verification = new Verification({ ...fastAt(server.port), rules: [] });
  const report = await verification.run(day.map((said, at) => exchangeOf(said, at + 1)));
  return { report, heard, done: verification.done };
}

test('each command is answered after the poll that brought it', async () => {
  const { report, heard } = await verified(['OK', `C:71:${B}\n`, `C:72:${A}\n`]);
  expect(heard).toEqual([
    [],
    [],
    ['ID=71&Return=0&CMD=UPDATE\n'],
    ['ID=72&Return=0&CMD=SET OPTION\n'],
  ]);
  // In the other order they are not the same: a terminal obeys one after the other.
  expect(report.differences.map(({ field }) => field)).toEqual(['order']);
  expect([report.missing, report.extra, report.leftOut]).toEqual([[], [], []]);
});

test('what came of a batch is answered at once, and the rest later', async () => {
  const { report, heard } = await verified([`C:71:${A}\n`, 'OK', `C:72:${B}\n`]);
  expect(heard).toEqual([
    [],
    ['ID=71&Return=0&CMD=SET OPTION\n'],
    [],
    ['ID=72&Return=0&CMD=UPDATE\n'],
  ]);
  expect(report).toMatchObject({ verdict: 'same-meaning', missing: [], extra: [], leftOut: [] });
  expect(report.noise.map(({ reason }) => reason)).toContain('the same commands, in other batches');
});

test('an answer over two polls is one exchange, and as bad as its worst part', async () => {
  const { report, done } = await verified([`C:71:${A}\n`, 'OK', `C:72:${B}\n`]);
  expect(done).toBe(DAY.length);
  expect(report).toMatchObject({ exchanges: DAY.length, different: 0 });
  const refused = await verified([`C:71:${A}\n`, 'OK', `C:72:${B}\n`], DAY, ['NO', 'OK']);
  expect(refused.report).toMatchObject({ exchanges: DAY.length, different: 1 });
});

test('what never comes is never answered, and said to be left out', async () => {
  const { report, heard } = await verified([`C:71:${A}\n`]);
  expect(heard.flat()).toEqual(['ID=71&Return=0&CMD=SET OPTION\n']);
  expect(report.differences.map(({ n, recorded, observed }) => [n, recorded, observed])).toEqual([
    [1, `C:2:${B}`, null],
  ]);
  expect(report.leftOut.map(({ n }) => n)).toEqual([2]);
});

test('a number that the recorded server sent twice is answered once, under its new number', async () => {
  const twice: Said = [POLL, reply(`C:5:${B}\n`)];
  const { report, heard } = await verified([`C:71:${B}\n`], [twice, twice, answerTo(5)]);
  expect(heard.flat()).toEqual(['ID=71&Return=0&CMD=UPDATE\n']);
  expect(report).toMatchObject({ verdict: 'same-meaning', leftOut: [] });
});

test('a number that the recorded server used again is answered for the command it then stood for', async () => {
  const day: readonly Said[] = [
    [POLL, reply(`C:1:${A}\n`)],
    answerTo(1),
    [POLL, reply(`C:1:${B}\n`)],
    answerTo(1),
  ];
  const { report, heard } = await verified(['OK', `C:72:${B}\n`], day);
  expect(heard.flat()).toEqual(['ID=72&Return=0&CMD=UPDATE\n']);
  expect(report.missing.map(({ n, noise }) => [n, noise])).toEqual([[1, null]]);
  expect(report.leftOut.map(({ n }) => n)).toEqual([2]);
});
