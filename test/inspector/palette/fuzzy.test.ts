import { expect, test } from 'vitest';
import { fuzzyFind, fuzzyScore } from '../../../inspector/src/palette/fuzzy.ts';

const names = [
  'Pause the list',
  'Show all keys',
  'Go to: Captures',
  'Go to: Statistics',
  '转到：通信',
];
const find = (wanted: string) =>
  fuzzyFind(
    wanted,
    names.map((name) => ({ name })),
  ).map(({ name }) => name);

test.each([
  ['pause', 'Pause the list'],
  ['PL', 'Pause the list'],
  ['gts', 'Go to: Statistics'],
  ['capt', 'Go to: Captures'],
  ['keys', 'Show all keys'],
  ['通信', '转到：通信'],
])('%s finds %s first', (wanted, name) => {
  expect(find(wanted)[0]).toBe(name);
});

test('letters that are not there in order find nothing', () => {
  expect(find('xq')).toEqual([]);
  expect(fuzzyScore('yek', 'keys')).toBeNull();
});

test('nothing written keeps all in their order', () => {
  expect(find('  ')).toEqual(names);
});
