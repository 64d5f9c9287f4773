import { describe, expect, test } from 'vitest';
import { csvCell, csvOf } from '../../../inspector/src/detail/records.ts';

describe('records as CSV', () => {
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

  test('names stand above', () => {
    const table = { columns: [{ key: 'cardNo', wire: 'CardNo' }], rows: [['1'], ['2']] };
    expect(csvOf(table)).toBe('\ufeffCardNo\r\n1\r\n2\r\n');
  });
});
