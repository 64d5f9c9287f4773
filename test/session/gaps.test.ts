/** A hole in the record numbers: found, cured by the command that is offered for it, and closed by what comes. */

import { describe, expect, test } from 'vitest';
import { composeCommand, type CommandInput } from '../../shared/codec/commands/compose.ts';
import { collectOf, syncOf } from '../../shared/codec/commands/cure.ts';
import { post, RECORD, reply, SN, poll } from '../findings/exchange.ts';
import { Story } from '../findings/story.ts';
import { textCodec } from '../../proxy/charset.ts';
import { sample } from '../kit/samples.ts';
import { Talk } from './talk.ts';

const sale = (recNo: number, time = '12:01:07') =>
  `${RECORD.replace('\t37\t', `\t${recNo}\t`).replace('12:01:07', time)}\n`;
const sales = (...records: readonly string[]) =>
  post(`cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=0`, records.join(''));
const lineOf = (input: CommandInput | null) => {
  const composed = input && composeCommand(input, { id: '7', charset: 'gb18030', text: textCodec });
  return composed?.ok === true ? composed.line : null;
};
const gapsOf = (talk: Talk) => talk.sessions.get(SN)?.row('en').gaps;
const brief = (talk: Talk) =>
  gapsOf(talk)?.map(({ from, to, missing, closedBy }) => [from, to, missing, closedBy]);

test('a hole offers the SYNC that closes it, and what it brings closes the hole', () => {
  const [before, behind] = [sample('b01-buylog-single-request.http'), sales(sale(42, '12:07:30'))];
  const { findings } = new Story().say(before).say(behind);
  const gap = findings.find(({ code, n }) => code === 'record-gap' && n === 2)?.gap;
  expect(gap).toEqual({ table: 'BUYLOG', from: 38, to: 41 });
  if (gap === undefined) throw new Error('no gap');
  // As a real server writes it.
  expect(lineOf(syncOf(gap))).toBe('C:7:SYNC POSLOG START=38\tEND=41\t');

  const talk = new Talk();
  talk.say(before, reply('OK'));
  talk.say(behind, reply('OK'));
  expect(gapsOf(talk)).toMatchObject([
    { table: 'BUYLOG', from: 38, to: 41, n: 2, missing: 4, closedBy: null },
  ]);
  talk.say(poll, reply('C:7:SYNC POSLOG START=38\tEND=41\t\n'));
  talk.say(sales(sale(38), sale(39), sale(41)), reply('OK'));
  expect(gapsOf(talk)).toMatchObject([{ missing: 1, first: 40, last: 40, closedBy: null }]);
  // What the server refuses is as missing as before.
  talk.say(sales(sale(40)), reply('NO'));
  expect(brief(talk)).toEqual([[38, 41, 1, null]]);
  talk.say(sales(sale(40)), reply('OK'));
  expect(brief(talk)).toEqual([[38, 41, 0, 6]]);
});

test('a terminal that refuses SYNC can be asked by time', () => {
  const talk = new Talk();
  talk.say(sales(sale(1, '12:01:07'), sale(5, '12:07:30')), reply('OK'));
  const [gap] = gapsOf(talk) ?? [];
  if (gap === undefined) throw new Error('no gap');
  expect(lineOf(collectOf(gap.table, gap.since, gap.until))).toBe(
    'C:7:COLL POSLOG START=2018-11-02 12:01:07\tEND=2018-11-02 12:07:30\tCARDNO=0',
  );
  expect(collectOf('BUYLOG', '', gap.until)).toBeNull();
  expect([syncOf({ ...gap, table: 'FULLLOG' }), syncOf({ ...gap, table: 'ALLOWLOG' }), syncOf({ ...gap, table: 'keydetail' })].map(lineOf)).toEqual(['C:7:SYNC FULLLOG START=2\tEND=4\t', 'C:7:SYNC ALLOWLOG START=2\tEND=4\t', null]); // prettier-ignore
});

describe('what is no hole', () => {
  test('records in another order, the first number ever seen, numbers after a CLEAR', () => {
    const talk = new Talk();
    talk.say(sales(sale(37), sale(39), sale(38)), reply('OK'));
    expect(brief(talk)).toEqual([]);
    talk.say(sales(sale(50)), reply('OK'));
    expect(brief(talk)).toEqual([[40, 49, 10, null]]);
    talk.say(poll, reply('C:7:CLEAR POSLOG\n'));
    talk.say(sales(sale(1)), reply('OK'));
    expect(brief(talk)).toEqual([]);
  });
});

test('open gaps are bounded, and what is forgotten is counted', () => {
  const talk = new Talk();
  for (let recNo = 1; recNo <= 121; recNo += 2) talk.say(sales(sale(recNo)), reply('OK'));
  const row = talk.sessions.get(SN)?.row('en');
  expect(row?.gaps).toHaveLength(50);
  expect(row?.gaps[0]).toMatchObject({ from: 120, to: 120 });
  expect(row?.forgottenGaps).toBe(10);
});

test('a hole that is closed in no order is closed all the same', () => {
  const talk = new Talk();
  const between = Array.from({ length: 500 }, (_, at) => at + 2);
  talk.say(sales(sale(1), sale(502)), reply('OK'));
  talk.say(
    sales(...between.filter((each) => each % 2 === 0).map((each) => sale(each))),
    reply('OK'),
  );
  expect(brief(talk)).toEqual([[2, 501, 250, null]]);
  talk.say(
    sales(...between.filter((each) => each % 2 === 1).map((each) => sale(each))),
    reply('OK'),
  );
  expect(brief(talk)).toEqual([[2, 501, 0, 3]]);
});

test('a hole of which too little came in order is told no more, and counted', () => {
  const talk = new Talk();
  talk.say(sales(sale(1), sale(10_002)), reply('OK'));
  const evens = Array.from({ length: 4_200 }, (_, at) => sale(at * 2 + 3));
  talk.say(sales(...evens), reply('OK'));
  expect(brief(talk)).toEqual([]);
  expect(talk.sessions.get(SN)?.row('en').forgottenGaps).toBe(1);
});

test('records behind the limit of what is kept are not missing', () => {
  const talk = new Talk();
  const shortened = {
    ...post(`cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=900`, sale(37)),
    truncated: true,
  };
  talk.say(shortened, reply('OK'));
  talk.say(sales(sale(901)), reply('OK'));
  expect(brief(talk)).toEqual([]);
  const story = new Story()
    .say(shortened)
    .say(sales(sale(901)))
    .say(sales(sale(903)));
  expect(story.findings.filter(({ code }) => code === 'record-gap').map(({ n }) => n)).toEqual([3]);
});
