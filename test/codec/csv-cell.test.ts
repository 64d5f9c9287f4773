import { expect, test } from 'vitest';
import { csvCell } from '../../shared/codec/csv-cell.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-5.00', "'-5.00"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', '"\'\tx"'],
  ['12.50', '12.50'],
  ['a,"b"', '"a,""b"""'],
  ['李小明', '李小明'],
])('%j is no formula', (text, cell) => expect(csvCell(text)).toBe(cell));

test('a number is a number, below zero too', () => expect(csvCell(-5)).toBe('-5'));
