/** A hole is between two record numbers of one run: terminals begin anew, and two may have one serial number. */

import { expect, test } from 'vitest';
import { Numbers } from '../../shared/ledger/numbers.ts';

/** Minutes of one hour, as the tester's terminals had them. */
type Sale = readonly [recNo: number, minute: number];

function holesOf(...sales: readonly Sale[]): readonly string[] {
  const numbers = new Numbers(1_000);
  for (const [recNo, minute] of sales) {
    const time = `2026-11-30T07:${String(minute).padStart(2, '0')}:00`;
    numbers.add({ sn: 'D07SEQRESET', table: 'BUYLOG', recNo, time });
  }
  return numbers.holes.map(({ from, to }) => `${from}-${to}`);
}

const cases: readonly (readonly [string, readonly Sale[], readonly string[]])[] = [
  ['numbers that begin anew', [[100, 41], [101, 41], [102, 41], [1, 50], [2, 50], [3, 50]], []],
  ['a hole in the new run', [[100, 41], [101, 41], [1, 50], [2, 50], [4, 51]], ['3-3']],
  ['a hole in the old run', [[100, 41], [102, 41], [1, 50], [2, 50]], ['101-101']],
  ['two terminals of one serial', [[10, 41], [700, 41], [11, 42], [701, 42], [12, 43], [702, 43]], []],
  ['a hole of one of two', [[10, 41], [700, 41], [11, 42], [703, 42], [12, 43]], ['701-702']],
  ['the later half first', [[5, 50], [6, 51], [1, 41], [2, 42]], ['3-4']],
  ['a clock that went back', [[1, 47], [3, 4]], ['2-2']],
]; // prettier-ignore

test.each(cases)('%s', (_, sales, holes) => {
  expect(holesOf(...sales)).toEqual(holes);
});

test('records that name no time are in the order they came', () => {
  const numbers = new Numbers(10);
  for (const recNo of [100, 1, 3]) numbers.add({ sn: 'A', table: 'BUYLOG', recNo, time: '' });
  expect(numbers.holes).toEqual([{ sn: 'A', table: 'BUYLOG', from: 2, to: 2 }]);
});

test('records that came and were not kept are missing no more than those that were', () => {
  const numbers = new Numbers(100);
  const at = (recNo: number) => ({ sn: 'E18BIG', table: 'BUYLOG', recNo, time: '2026-11-30T07:47:26' }); // prettier-ignore
  numbers.add(at(17));
  numbers.skip(at(17), 210);
  numbers.add(at(211));
  numbers.add(at(180));
  expect(numbers.holes).toEqual([]);
  numbers.add(at(213));
  expect(numbers.holes).toMatchObject([{ from: 212, to: 212 }]);
});
