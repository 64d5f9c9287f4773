import { expect, test } from 'vitest';
import {
  bytesOf,
  centsOf,
  charsetFor,
  compose,
  packedDayOf,
  timeOf,
  typedOf,
  wireOf,
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

test('what stands in the form for a value becomes that value again', () => {
  const spec = { key: 'a', wire: 'A', label: { en: 'a', zh: 'a' }, section: '1', evidence: 'both' } as const; // prettier-ignore
  const rows = [
    ['money', '1250', '12.50'],
    ['time', '2018-11-02 09:47:44', '2018-11-02T09:47:44'],
    ['packed-day', '7039', '2018-11-02'],
    ['text', '12.50', '12.50'],
    ['money', '{price}', '{price}'],
  ] as const;
  for (const [type, wire, typed] of rows) {
    expect(typedOf({ ...spec, type }, wire)).toBe(typed);
    expect(wireOf({ ...spec, type }, typed)).toBe(wire);
  }
});

test('names are counted in the charset of the terminal', () => {
  const bytes = (language: string) => {
    const made = compose({ text: '李' }, charsetFor(language), 'en');
    return made.ok ? made.bytes.length - 'C:0000000000000000:'.length : null;
  };
  expect([bytes(''), bytes('83'), bytes('69')]).toEqual([2, 2, 3]);
});

test('bytes of two, of three and of four are counted', () => {
  expect(bytesOf('王𠮷', 'gb18030')).toBe(6);
  expect(bytesOf('王𠮷', 'utf-8')).toBe(7);
});
