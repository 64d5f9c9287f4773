/** A bonus under the card sequence of its recharge is right; a booking that was made twice is not. */

import { expect, test } from 'vitest';
import { Ledger } from '../../shared/ledger/ledger.ts';
import { post, SN } from '../findings/exchange.ts';
import { decoded, sample } from '../kit/samples.ts';

const uploaded = (table: string, ...records: readonly string[]) =>
  decoded(post(`cpos?SN=${SN}&table=${table}&Stamp=1&StampId=1`, records.map((each) => `${each}\n`).join(''))); // prettier-ignore

function breaksOf(...frames: readonly ReturnType<typeof decoded>[]) {
  const ledger = new Ledger();
  frames.forEach((each, at) => ledger.take(at + 1, each));
  return ledger.report().breaks.map(({ kind, sequence, difference }) => [kind, sequence, difference]); // prettier-ignore
}

// Recorded by a tester in the form of the document's own sample.
const RECHARGE = '30015\t30015\t1\t2026-11-30 07:41:50\t10000\t10000\t0\t90001\t1';
const BONUS = '30015\t30015\t1\t2026-11-30 07:41:50\t1000\t11000\t2\t90001\t2';
const SALE = '30015\t30015\t2026-11-30 07:41:51\t100\t10900\t2\t2\t2\t10043\t1\t0';

test('the sample of section 10.5 adds up', () => {
  expect(breaksOf(decoded(sample('b08-fulllog-request-spec-order.http')))).toEqual([]);
});

test('a bonus that continues the balance of its recharge is no second booking, whichever came first', () => {
  const sale = uploaded('BUYLOG', SALE);
  expect(breaksOf(uploaded('FULLLOG', RECHARGE, BONUS), sale)).toEqual([]);
  expect(breaksOf(sale, uploaded('FULLLOG', BONUS), uploaded('FULLLOG', RECHARGE))).toEqual([]);
});

test.each([
  ['a bonus that is not on the card', [RECHARGE, BONUS.replace('11000', '10500')], ['balance', 1, -500]], // prettier-ignore
  ['a second recharge', [RECHARGE, BONUS.replace('\t2\t90001', '\t0\t90001')], ['twice', 1, 1000]],
  ['a second bonus', [RECHARGE, BONUS, BONUS.replace('11000', '12000').replace('1\t2\n', '1\t3\n')], ['twice', 1, 1000]], // prettier-ignore
  ['a recharge behind both', [RECHARGE, BONUS, '30015\t30015\t1\t2026-11-30 07:41:50\t10000\t21000\t0\t90001\t3'], ['twice', 1, 10000]], // prettier-ignore
])('%s under one number is told', (_, records, told) => {
  expect(breaksOf(uploaded('FULLLOG', ...records))).toEqual([told]);
});

test('two sales under one number are told, though the balance goes on', () => {
  const again = SALE.replace('07:41:51', '07:41:52').replace('10900', '10800').replace('\t1\t0', '\t2\t0'); // prettier-ignore
  expect(breaksOf(uploaded('BUYLOG', SALE, again))).toEqual([['twice', 2, -100]]);
});
