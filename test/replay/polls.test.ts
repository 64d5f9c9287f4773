/** Batches of commands that one side alone handed out: told with what the other side said that is most like them. */

import { describe, expect, test } from 'vitest';
import { readBrief } from '../../shared/codec/brief.ts';
import { LateRead } from '../../proxy/replay/late-read.ts';
import { PollPairs, type Unpaired } from '../../proxy/replay/polls.ts';
import { Verification } from '../../proxy/replay/verify.ts';
import { RawServer } from '../kit/sockets.ts';
import { SERIAL, exchangeOf, get, reply, type Said } from './day.ts';

const POLL = get(`/iclock/posrequest?SN=${SERIAL}&type=pos`);
const NO_HINTS = { language: '', encrypted: false };
const read = (text: string) => new LateRead(exchangeOf([POLL, reply(text)], 1), NO_HINTS);
const user = (id: number, card: number) =>
  `C:${id}:UPDATE USERINFO SysID=${card}\tCardNo=${card}\n`;

function pairs() {
  const unpaired: Unpaired[] = [];
  const polls = new PollPairs((each) => unpaired.push(each));
  let n = 0;
  const take = (recorded: string, observed: string) => {
    const pair = { n: ++n, recorded: read(recorded), observed: read(observed) };
    return polls.take({ ...pair, brief: readBrief(pair.recorded.raw) });
  };
  return { polls, take, unpaired };
}

describe('a batch that never came', () => {
  test('is told with the observed one that has most in common', () => {
    const { polls, take, unpaired } = pairs();
    const both = `${user(1, 10)}${user(2, 11)}`;
    take(both, both);
    take('C:3:REBOOT\n', 'C:9:REBOOT\n');
    take(`${user(4, 10)}${user(5, 12)}`, 'OK');
    polls.end();
    expect(unpaired).toMatchObject([{ side: 'missing', n: 3, isRepeat: false, closest: { n: 1 } }]);
  });

  test('is told early when too many wait, so that they do not pile up', () => {
    const { take, unpaired } = pairs();
    for (let card = 1; card <= 80; card++) take(user(card, card), 'OK');
    expect(unpaired).toHaveLength(30);
    expect(unpaired[0]).toMatchObject({ n: 1, side: 'missing', closest: null });
  });

  test('that was handed out before is a repeat', () => {
    const { polls, take, unpaired } = pairs();
    take(user(1, 10), user(7, 10));
    take('OK', user(8, 10));
    polls.end();
    expect(unpaired).toMatchObject([{ side: 'extra', n: 2, isRepeat: true }]);
  });
});

test('verify tells of a lost batch what came closest, field by field', async () => {
  const replies = ['OK', `${user(70, 10)}${user(71, 11)}`, 'OK', 'OK'];
  let asked = 0;
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    await line.send(reply(replies[asked++] ?? 'OK'));
    line.socket.end();
  });
  const said: readonly Said[] = ['OK', `${user(1, 10)}${user(2, 11)}`, `${user(3, 10)}${user(4, 12)}`, 'OK'].map((text) => [POLL, reply(text)]); // prettier-ignore
  const report = await new Verification({
    target: { protocol: 'http:', hostname: '127.0.0.1', port: server.port },
    pace: 'fast',
    timeoutMs: 5000,
    serials: new Map(),
    days: 0,
    now: Date.now,
    rules: [],
  }).run(said.map((each, at) => exchangeOf(each, at + 1)));
  await server.stop();
  expect(report).toMatchObject({ verdict: 'different', differences: [], extra: [] });
  expect(report.missing).toMatchObject([{ n: 3, sn: SERIAL, kind: 'poll', closest: { n: 2 } }]);
  expect(report.missing[0]?.closest?.differences.map(({ field, recorded, observed }) => [field, recorded, observed])).toEqual([['SysID', '12', '11'], ['CardNo', '12', '11']]); // prettier-ignore
});
