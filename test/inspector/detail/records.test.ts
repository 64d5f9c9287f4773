import { expect, test } from 'vitest';
import { csvOf } from '../../../inspector/src/detail/records.ts';

test('names stand above, and no cell is a formula', () => {
  const table = { columns: [{ key: 'cardNo', wire: 'CardNo' }], rows: [['1'], ['=1+1']] };
  expect(csvOf(table)).toBe("\ufeffCardNo\r\n1\r\n'=1+1\r\n");
});
