/** Which recorded exchange a terminal gets its reply from, and what it never asked for. */

import { expect, test } from 'vitest';
import { alignKeyOf } from '../../shared/compare/align.ts';
import type { Plan } from '../../proxy/replay/plan.ts';
import { Script } from '../../proxy/replay/script.ts';
import { decoded } from '../kit/samples.ts';
import { SERIAL, exchangeOf, get, post, reply, type Said } from './day.ts';

const upload = (recNo: string): Said => [
  post(
    `/iclock/cpos?SN=${SERIAL}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=${recNo}`,
    `10023\t10023\t2018-11-02 12:01:07\t850\t14150\t26\t2\t2\t7039\t${recNo}\t0\n`,
  ),
  reply('OK'),
];
const poll: Said = [get(`/iclock/posrequest?SN=${SERIAL}&type=pos`), reply('OK')];
const saidBy = (word: string): Said => (word === 'poll' ? poll : upload(word));

/** `n` of each reply, `miss n` where the request was none that is recorded; and how many were not asked for. */
function served(recorded: readonly string[], asked: readonly string[]) {
  const exchanges = recorded.map((word, at) => exchangeOf(saidBy(word), at + 1));
  const plan = { exchanges: exchanges.length, read: (at: number) => exchanges[at] };
  const script = new Script(plan as unknown as Plan, new Map());
  const replies = asked.map((word) => {
    const { request } = exchangeOf(saidBy(word), 0);
    const found = script.find(alignKeyOf(0, decoded(request, null)));
    return `${found?.isHit === true ? '' : 'miss '}${found?.cue.key.n}`;
  });
  return [replies.join(', '), script.unasked.get(SERIAL)];
}

test.each([
  ['in order', '1 2 3', '1 2 3', '1, 2, 3', 0],
  ['a repeated upload gets its answer again', '1 2 3', '1 1 2 2 1', '1, 1, 2, 2, 1', 1],
  ['what was passed over is found', '1 2 3', '2 1 3', '2, 1, 3', 0],
  ['what was never asked for is counted', '1 2 3', '3', '3', 2],
  ['recorded twice, it is answered by the first, then by the second', '1 2 1 3', '1 1 1 3', '1, 3, 3, 4', 1], // prettier-ignore
  ['the nearest ahead comes before one that was passed over', '1 2 1', '2 1 1 1', '2, 3, 1, 1', 0],
  ['one that is not recorded is answered by what comes next', '1 2', '1 9 2 9', '1, miss 2, 2, miss 2', 0], // prettier-ignore
  ['identical polls go on one by one, and the end is quiet', 'poll 1 poll poll', 'poll poll 1 poll poll', '1, 3, 2, 4, miss 4', 0], // prettier-ignore
])('%s', (_what, recorded, asked, replies, unasked) => {
  expect(served(recorded.split(' '), asked.split(' '))).toEqual([replies, unasked]);
});
