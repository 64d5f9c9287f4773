/** A clearing subsidy and a card that is issued again are told as remarks; what only looks alike is a break. */

import { expect, test } from 'vitest';
import { Ledger } from '../../shared/ledger/ledger.ts';
import { post, SN } from '../findings/exchange.ts';
import { decoded } from '../kit/samples.ts';

/** Of BUYLOG, FULLLOG or ALLOWLOG, by how many cells they have. */
const TABLES: Readonly<Record<number, string>> = { 11: 'BUYLOG', 9: 'FULLLOG', 10: 'ALLOWLOG' };

function ledgerOf(...records: readonly string[]): Ledger {
  const ledger = new Ledger();
  records.forEach((record, at) => {
    const table = TABLES[record.split('\t').length] ?? '';
    ledger.take(at + 1, decoded(post(`cpos?SN=${SN}&table=${table}&Stamp=1&StampId=${at}`, `${record}\n`))); // prettier-ignore
  });
  return ledger;
}

// Recorded by a tester, times apart.
const OLD = [
  '40016\t40016\t2026-11-30 07:47:26\t100\t900\t51\t2\t2\t10043\t1\t0',
  '40016\t40016\t52\t2026-11-30 07:47:26\t900\t0\t1\t90001\t1',
];
const NEW = [
  '40016\t40016\t1\t2026-11-30 07:47:27\t5000\t5000\t0\t90001\t2',
  '40016\t40016\t2026-11-30 07:47:27\t100\t4900\t2\t2\t2\t10043\t2\t0',
];

test('a card that is issued again begins anew, in whatever order it is uploaded', () => {
  for (const records of [
    [...OLD, ...NEW],
    [...NEW, ...OLD],
  ]) {
    const report = ledgerOf(...records).report();
    expect(report.breaks).toEqual([]);
    expect(report.accounts).toMatchObject([{ bookings: 4, balance: 4_900, breaks: 0 }]);
    expect(report.remarks).toMatchObject([
      { card: '40016', kind: 'anew', sequence: 1, index: 2, before: 0, table: 'FULLLOG' },
    ]);
  }
});

test('one that had money left, and one whose money goes on, are new starts too', () => {
  const kept = ledgerOf(OLD[0] as string, ...NEW).report();
  expect([kept.breaks, kept.remarks]).toMatchObject([[], [{ kind: 'anew', before: 900 }]]);
  const moved = '40016\t40016\t2026-11-30 08:00:00\t100\t800\t1\t2\t2\t10043\t9\t0';
  const on = ledgerOf(OLD[0] as string, moved).report();
  expect([on.breaks, on.remarks]).toMatchObject([[], [{ kind: 'anew', sequence: 1 }]]);
});

test('a break in the new life is told, and its number of missing bookings is its own', () => {
  const later = '40016\t40016\t2026-11-30 07:47:30\t100\t4000\t5\t2\t2\t10043\t3\t0';
  expect(ledgerOf(...OLD, ...NEW, later).report().breaks).toMatchObject([
    { kind: 'missing', sequence: 5, missing: 2, difference: -800, index: 4 },
  ]);
});

test('a recharge that was booked twice is no new card, and a clock that went back none either', () => {
  const [first, sale] = NEW as [string, string];
  const again = first.replace('07:47:27', '08:00:00');
  expect(ledgerOf(first, sale, again).report()).toMatchObject({ breaks: [{ kind: 'twice', difference: 5_000 }], remarks: [] }); // prettier-ignore
  const back = sale.replace('07:47:27', '04:47:27');
  expect(ledgerOf(first, back).report()).toMatchObject({ breaks: [], remarks: [], accounts: [{ balance: 4_900 }] }); // prettier-ignore
});

// Recorded by a tester behind SET OPTION … ZeroAllow=1.
const SALE = '40004\t40004\t2026-11-30 07:47:34\t500\t9500\t1\t2\t2\t10043\t1\t0';
const SUBSIDY = '40004\t40004\t2\t2611\t2026-11-30 07:47:34\t30000\t30000\t0\t2611\t1';

test('a subsidy that is all there is on the card looks like one that cleared it', () => {
  const { breaks, remarks, accounts } = ledgerOf(SALE, SUBSIDY).report();
  expect([breaks, accounts]).toMatchObject([[], [{ balance: 30_000 }]]);
  expect(remarks).toMatchObject([{ kind: 'cleared', sequence: 2, before: 9_500, n: 2 }]);
});

test('any other balance is a break, and so is the like of a recharge', () => {
  const other = SUBSIDY.replace('30000\t30000', '30000\t30100');
  expect(ledgerOf(SALE, other).report()).toMatchObject({ breaks: [{ expected: 39_500, actual: 30_100 }], remarks: [] }); // prettier-ignore
  const recharge = '40004\t40004\t2\t2026-11-30 07:47:34\t30000\t30000\t0\t90001\t1';
  expect(ledgerOf(SALE, recharge).report()).toMatchObject({ breaks: [{ expected: 39_500, actual: 30_000 }], remarks: [] }); // prettier-ignore
});

test('bookings that are missing before a clearing subsidy are told without money that nobody knows of', () => {
  const later = SUBSIDY.replace('40004\t2\t', '40004\t4\t');
  expect(ledgerOf(SALE, later).report().breaks).toMatchObject([{ kind: 'missing', missing: 2, difference: 0 }]); // prettier-ignore
});
