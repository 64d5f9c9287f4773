/** Commands are found wherever a server hands them out; what has no counterpart is told with what is most like it. */

import { describe, expect, test } from 'vitest';
import { readBrief } from '../../shared/codec/brief.ts';
import { compareExchanges } from '../../shared/compare/index.ts';
import { textCodec } from '../../proxy/charset.ts';
import { LateRead } from '../../proxy/replay/late-read.ts';
import { PollPairs } from '../../proxy/replay/polls.ts';
import type { Pair, Unpaired } from '../../proxy/replay/telling.ts';
import { Verification } from '../../proxy/replay/verify.ts';
import { RawServer } from '../kit/sockets.ts';
import { SERIAL, exchangeOf, get, reply, type Said } from './day.ts';
import { fastAt } from './play-options.ts';

const POLL = get(`/iclock/posrequest?SN=${SERIAL}&type=pos`);
const NO_HINTS = { language: '', encrypted: false };
const read = (text: string) => new LateRead(exchangeOf([POLL, reply(text)], 1), NO_HINTS);
const user = (id: number, card: number) =>
  `C:${id}:UPDATE USERINFO SysID=${card}\tCardNo=${card}\n`;

function pairs() {
  const unpaired: Unpaired[] = [];
  const paired: Pair[] = [];
  const elsewhere: number[] = [];
  const polls = new PollPairs({
    paired: (each) => paired.push(each),
    elsewhere: ({ n }) => elsewhere.push(n),
    unpaired: (each) => unpaired.push(each),
  });
  let n = 0;
  const take = (recorded: string, observed: string, error = '') => {
    const pair = { n: ++n, recorded: read(recorded), observed: read(observed) };
    polls.take({
      ...pair,
      brief: readBrief(pair.recorded.raw),
      error,
      isGathered: false,
      faults: [],
    });
  };
  const options = { text: textCodec, repliesOnly: true };
  /** `n field recorded → observed` of what is told by now. */
  const told = () =>
    paired.flatMap(({ n, recorded, observed }) => {
      const { differences } = compareExchanges(recorded, observed, options);
      const meant = differences.filter(({ noise }) => noise === null);
      return [`${n}`, ...meant.map((each) => `${n} ${each.field} ${each.recorded} → ${each.observed}`)]; // prettier-ignore
    });
  const givenId = (id: string) => polls.handed([id]).get(id)?.givenId;
  /** The terminal answers the recorded commands of these numbers, and the server takes it. */
  const answer = (...ids: string[]) => {
    const handed = [...polls.handed(ids).values()];
    polls.answered(handed, true);
    polls.acknowledged(handed.flatMap((each) => each.givenId ?? []));
  };
  return { polls, take, told, paired, elsewhere, unpaired, givenId, answer };
}

describe('commands that came in other batches', () => {
  test('two recorded batches in one poll are the same', () => {
    const { polls, take, told, paired, elsewhere, unpaired, givenId } = pairs();
    take(user(1, 10), `${user(71, 10)}${user(72, 11)}`);
    take(user(2, 11), 'OK');
    polls.end();
    expect([told(), elsewhere]).toEqual([['1', '2'], []]);
    expect(paired.map(({ isGathered }) => isGathered)).toEqual([true, true]);
    expect(unpaired).toEqual([]);
    expect([givenId('1'), givenId('2')]).toEqual(['71', '72']);
  });

  test('one recorded batch over three polls is the same, whatever comes with it', () => {
    const { polls, take, told, elsewhere, unpaired } = pairs();
    take(`${user(1, 10)}${user(2, 11)}${user(3, 12)}`, user(71, 10));
    take('OK', user(72, 11));
    take(user(4, 13), `${user(73, 12)}${user(74, 13)}`);
    polls.end();
    expect([told(), elsewhere]).toEqual([['1', '3'], [2]]);
    expect(unpaired).toEqual([]);
  });

  test('one that is lost on the way is told, and so is one that came unasked', () => {
    const { polls, take, told, unpaired } = pairs();
    take(`${user(1, 10)}${user(2, 11)}`, user(71, 10));
    take('OK', user(72, 12));
    polls.end();
    expect(told()).toEqual(['1', `1 C C:2:UPDATE USERINFO SysID=11\tCardNo=11 → null`]);
    expect(unpaired).toMatchObject([{ side: 'extra', n: 2, isRepeat: false, closest: { n: 1 } }]);
  });

  test('behind a restart, where nothing was recorded behind it, a terminal would lose them', () => {
    const { polls, take, told, unpaired, paired } = pairs();
    take('C:1:REBOOT\n', `C:71:REBOOT\n${user(72, 10)}`);
    take(user(2, 10), 'OK');
    polls.end();
    expect(paired[0]?.faults).toEqual([{ of: 'restart', command: 'REBOOT', behind: 1 }]);
    expect(told()).toEqual(['1', `1 C null → C:72:UPDATE USERINFO SysID=10\tCardNo=10`, '2']);
    expect(unpaired).toEqual([]);
  });

  test('in another order within their batch are told', () => {
    const { take, told } = pairs();
    take(`${user(1, 10)}C:2:REBOOT\n`, `C:72:REBOOT\n${user(71, 10)}`);
    expect(told()).toEqual(['1', '1 order 1 of 2 → 2 of 2']);
  });
});

describe('commands that are merely alike', () => {
  test('are awaited until a terminal answers the recorded one', () => {
    const { take, told, givenId, answer } = pairs();
    take('C:1:SET OPTION Delay=30\n', 'C:71:SET OPTION Delay=31\n');
    expect([told(), givenId('1')]).toEqual([[], null]);
    answer('1');
    expect([told(), givenId('1')]).toEqual([['1', '1 Delay 30 → 31'], '71']);
  });

  test('and are none as long as the same may come', () => {
    const { polls, take, told, unpaired, answer } = pairs();
    take('C:1:SET OPTION Delay=30\n', 'OK');
    take('C:2:SET OPTION TransTimes=00:00\n', 'C:72:SET OPTION TransTimes=00:00\n');
    answer('1', '2');
    take('OK', 'C:71:SET OPTION Delay=30\n');
    polls.end();
    expect([told(), unpaired]).toEqual([['2', '1'], []]);
  });

  test('at the end a wholly other command in the same reply stands for what is missing', () => {
    const { polls, take, told, unpaired } = pairs();
    take('C:1:SET OPTION Delay=30\n', 'C:71:REBOOT\n');
    polls.end();
    expect(told()).toEqual(['1', '1 C C:1:SET OPTION Delay=30 → null', '1 C null → C:71:REBOOT']); // prettier-ignore
    expect(unpaired).toEqual([]);
  });
});

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

  test('that comes again under its number before it is answered is a repeat', () => {
    const { polls, take, told, unpaired, answer } = pairs();
    take(user(1, 10), user(7, 10));
    take('OK', user(7, 10));
    answer('1');
    polls.end();
    expect(told()).toEqual(['1']);
    expect(unpaired).toMatchObject([{ side: 'extra', n: 2, isRepeat: true }]);
  });

  test.each([
    ['under another number', 8, false],
    ['under its number, which was answered', 7, true],
  ])('%s is a second command', (_how, id, isAnswered) => {
    const { polls, take, unpaired, answer } = pairs();
    take(user(1, 10), user(7, 10));
    if (isAnswered) answer('1');
    take('OK', user(id, 10));
    polls.end();
    expect(unpaired).toMatchObject([{ side: 'extra', n: 2, isRepeat: false }]);
  });

  test('is told though the same was handed out long before', () => {
    const { polls, take, told, unpaired, answer } = pairs();
    take('C:1:REBOOT\n', 'C:71:REBOOT\n');
    answer('1');
    take('C:2:REBOOT\n', 'OK');
    polls.end();
    expect(told()).toEqual(['1']);
    expect(unpaired).toMatchObject([{ side: 'missing', n: 2, isRepeat: false }]);
  });

  test('may have been sent again by the recorded server alone', () => {
    const { polls, take, told, unpaired, givenId } = pairs();
    take(user(5, 10), user(71, 10));
    take(user(5, 10), 'OK');
    polls.end();
    expect([told(), givenId('5')]).toEqual([['1'], '71']);
    expect(unpaired).toMatchObject([{ side: 'missing', n: 2, isRepeat: true }]);
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
  const report = await new Verification({ ...fastAt(server.port), rules: [] }).run(
    said.map((each, at) => exchangeOf(each, at + 1)),
  );
  await server.stop();
  expect(report).toMatchObject({ verdict: 'different', differences: [], extra: [] });
  expect(report.missing).toMatchObject([{ n: 3, sn: SERIAL, kind: 'poll', closest: { n: 2 } }]);
  expect(report.missing[0]?.closest?.differences.map(({ field, recorded, observed }) => [field, recorded, observed])).toEqual([['SysID', '12', '11'], ['CardNo', '12', '11']]); // prettier-ignore
});

describe('in another order', () => {
  test('commands of two batches are told: CLEAR DATA behind what it was before', () => {
    const { take, paired, unpaired } = pairs();
    take('C:1:CLEAR DATA\n', user(71, 10));
    take(user(2, 10), 'C:72:CLEAR DATA\n');
    expect(paired.map(({ n, faults }) => [n, faults])).toEqual([
      [1, []],
      [2, [{ of: 'order', command: 'UPDATE USERINFO SysID=10', otherN: 1 }]],
    ]);
    expect(unpaired).toEqual([]);
  });

  test('none is told of what comes early, late, split and merged, as long as it is the same one', () => {
    const { polls, take, paired } = pairs();
    take('OK', `${user(71, 10)}${user(72, 11)}`);
    take(user(1, 10), 'OK');
    take(`${user(2, 11)}${user(3, 12)}`, 'OK');
    take('OK', user(73, 12));
    polls.end();
    expect(paired.flatMap(({ faults }) => faults)).toEqual([]);
  });
});

describe('numbers of commands', () => {
  const faultsOf = ({ faults }: Pair) => faults;

  test('that stand for two commands at once are told: an answer could be of either', () => {
    const { take, paired } = pairs();
    take(`${user(1, 10)}${user(2, 11)}`, `${user(71, 10)}${user(71, 11)}`);
    expect(paired.flatMap(faultsOf)).toEqual([
      { of: 'number', command: 'UPDATE USERINFO SysID=11', id: '71' },
    ]);
  });

  test('may be used again once their command is answered, or where the recorded server did so', () => {
    const { take, paired, answer } = pairs();
    take(user(1, 10), user(71, 10));
    answer('1');
    take(user(2, 11), user(71, 11));
    take(`${user(3, 12)}${user(3, 13)}`, `${user(72, 12)}${user(72, 13)}`);
    expect(paired.flatMap(faultsOf)).toEqual([]);
  });
});

describe('a server that has its whole queue ready', () => {
  test('may hand it out at once, however long the recorded one took', () => {
    const { polls, take, told, unpaired } = pairs();
    const cards = Array.from({ length: 200 }, (_, at) => at + 1);
    take('OK', cards.map((card) => user(1000 + card, card)).join(''));
    for (const card of cards) take(user(card, card), 'OK');
    polls.end();
    expect(told()).toEqual(cards.map((card) => `${card + 1}`));
    expect(unpaired).toEqual([]);
  });

  test('may send it again with each poll until it is answered', () => {
    const { polls, take, told, unpaired, answer } = pairs();
    for (let poll = 1; poll <= 60; poll++) take('OK', user(71, 10));
    take(user(1, 10), user(71, 10));
    answer('1');
    polls.end();
    expect(told()).toEqual(['61']);
    expect(unpaired.every(({ isRepeat }) => isRepeat)).toBe(true);
  });
});

describe('replies that are none', () => {
  const OTHER_PRICE = 'C:71:UPDATE PRESSKEY KeyID=2\tPrice=1201\n';

  test('are told, and what comes instead later is held to the same', () => {
    const { polls, take, told, unpaired, answer } = pairs();
    take('C:1:UPDATE PRESSKEY KeyID=2\tPrice=1200\n', '', 'ECONNRESET');
    take('OK', OTHER_PRICE);
    answer('1');
    polls.end();
    expect(told().at(-1)).toBe('1 Price 1200 → 1201');
    expect(unpaired).toEqual([]);
  });

  test('are told once, though nothing comes later', () => {
    const { polls, take, paired, unpaired } = pairs();
    take('C:1:REBOOT\n', 'nothing of the kind');
    polls.end();
    expect([paired.length, unpaired]).toEqual([1, []]);
  });

  test('of the recorded server hold nobody to anything', () => {
    const { polls, paired, unpaired } = pairs();
    const recorded = new LateRead(exchangeOf([POLL, null], 1), NO_HINTS);
    const observed = read(user(71, 10));
    polls.take({ n: 1, brief: readBrief(observed.raw), recorded, observed, error: '', isGathered: false, faults: [] }); // prettier-ignore
    polls.end();
    expect([paired.length, unpaired]).toEqual([1, []]);
  });
});
