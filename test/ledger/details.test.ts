/** Goods, keys and times of a sale add up to its amount, or the ledger says which sale they do not fit. */

import { expect, test } from 'vitest';
import { Ledger } from '../../shared/ledger/ledger.ts';
import { post, RECORD, SN } from '../findings/exchange.ts';
import { decoded, sample } from '../kit/samples.ts';

const frame = (name: string) => decoded(sample(`${name}.http`));
const uploaded = (table: string, body: string) =>
  decoded(post(`cpos?SN=${SN}&table=${table}&Stamp=1&StampId=1`, body));

function ledgerOf(...frames: readonly ReturnType<typeof decoded>[]): Ledger {
  const ledger = new Ledger();
  frames.forEach((each, at) => ledger.take(at + 1, each));
  return ledger;
}

test('what the samples tell of goods and keys is what their sales cost', () => {
  const { details, bookings } = ledgerOf(
    frame('b02-buylog-batch-request'),
    frame('b13-storedetail-with-stamp-request'),
    frame('b15-keydetail-request'),
    frame('b16-timedetail-request'),
  ).report();
  expect(bookings).toBe(4);
  expect(details).toEqual([]);
});

test('a line that is missing, or of another price, is told with both exchanges and the cents between', () => {
  const goods = uploaded('storedetail', '37\t3\t500\t1\n');
  const ledger = ledgerOf(goods, frame('b02-buylog-batch-request'));
  expect(ledger.report().details).toEqual([
    { sn: SN, table: 'storedetail', card: '10023', recNo: 37, n: 1, saleN: 2, sale: 850, details: 500, difference: -350 }, // prettier-ignore
  ]);
  // The rest comes, and what is uploaded again counts once.
  ledger.take(3, uploaded('storedetail', '37\t3\t500\t1\n37\t8\t350\t2\n'));
  expect(ledger.report().details).toEqual([]);
  ledger.take(4, uploaded('storedetail', '37\t8\t400\t2\n'));
  expect(ledger.report().details).toMatchObject([{ details: 900, difference: 50 }]);
});

test('a sale by time costs what ran up between its ends', () => {
  const sale = uploaded('BUYLOG', `${RECORD.replace('\t37\t', '\t45\t').replace('\t850\t', '\t500\t')}\n`); // prettier-ignore
  const times = frame('b16-timedetail-request');
  expect(ledgerOf(sale, times).report().details).toEqual([]);
  const dear = uploaded('BUYLOG', `${RECORD.replace('\t37\t', '\t45\t')}\n`);
  expect(ledgerOf(dear, times).report().details).toMatchObject([{ recNo: 45, sale: 850, details: 500 }]); // prettier-ignore
});

test('details without their sale, and meals that are counted, are no break', () => {
  const goods = frame('b13-storedetail-with-stamp-request');
  expect(ledgerOf(goods).report().details).toEqual([]);
  const counted = uploaded('BUYLOG', `${RECORD.replace('\t26\t2\t2', '\t26\t4\t2')}\n`);
  expect(ledgerOf(goods, counted).report().details).toEqual([]);
});

const costing = (cents: number) =>
  uploaded('BUYLOG', `${RECORD.replace('\t850\t', `\t${cents}\t`)}\n`);

test('goods and keys of one sale are numbered each for themselves, and add up together', () => {
  const [goods, keys] = [uploaded('storedetail', '37\t3\t100\t1\n'), uploaded('KEYDETAIL', '37\t5\t200\t1\n')]; // prettier-ignore
  expect(ledgerOf(goods, keys, goods, keys, costing(300)).report().details).toEqual([]);
  expect(ledgerOf(goods, keys, costing(350)).report().details).toMatchObject([
    { table: 'storedetail+KEYDETAIL', n: 1, saleN: 3, sale: 350, details: 300 },
  ]);
});

test('lines without a number are each their own, and count once when the same upload comes again', () => {
  const goods = uploaded('storedetail', '37\t3\t100\n37\t3\t100\n37\t8\t100\n38\t3\t100\n');
  expect(ledgerOf(goods, costing(300)).report().details).toEqual([]);
  expect(ledgerOf(goods, costing(300), goods).report().details).toEqual([]);
  const more = uploaded('STOREDETAIL', '37\t9\t50\n');
  expect(ledgerOf(goods, more, costing(300)).report().details).toMatchObject([{ details: 350 }]);
});
