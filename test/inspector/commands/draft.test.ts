import { expect, test } from 'vitest';
import {
  centsOf,
  charsetFor,
  compose,
  packedDayOf,
  timeOf,
} from '../../../inspector/src/commands/draft.ts';

test.each([
  ['12.50', '1250'],
  ['12.5', '1250'],
  ['0.29', '29'],
  ['7', '700'],
  ['1.005', '1.005'],
  ['-1', '-1'],
])('%s yuan', (yuan, cents) => {
  expect(centsOf(yuan)).toBe(cents);
});

test('a picked day is packed with months and days from 1', () => {
  expect(packedDayOf('2018-11-02')).toBe('7039');
});

test('a picked time has its seconds', () => {
  expect(timeOf('2026-11-24T10:09')).toBe('2026-11-24 10:09:00');
  expect(timeOf('2026-11-24T10:09:30')).toBe('2026-11-24 10:09:30');
});

test('names are counted in the charset of the terminal', () => {
  const bytes = (language: string) => {
    const made = compose({ text: '李' }, charsetFor(language), 'en');
    return made.ok ? made.bytes.length - 'C:0000000000000000:'.length : null;
  };
  expect([bytes(''), bytes('83'), bytes('69')]).toEqual([2, 2, 3]);
});
