/** What the reference says of the filter language can be written so. */

import { expect, test } from 'vitest';
import { KEYS, parseFilter } from '../../shared/filter/index.ts';
import { filterMarkdown } from '../../shared/filter/reference.ts';

const [language = '', own = ''] = filterMarkdown().split(/^### /m);

/** Code in one column of every row of a table. */
const codeIn = (text: string, column: number): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`'))
    .flatMap((line) => [...(line.split(' | ')[column] ?? '').matchAll(/`([^`]+)`/g)])
    .map(([, code = '']) => code);

test('every example can be read', () => {
  const examples = [
    ...codeIn(language, 0).filter((code) => !/^key\b|^[<>]/.test(code)),
    ...codeIn(own, 4).filter((code) => code !== 'key:value'),
  ];
  expect(examples.length).toBeGreaterThan(30);
  expect(examples.filter((text) => !parseFilter(text).ok)).toEqual([]);
});

test('every key is in it', () => {
  const text = filterMarkdown();
  expect(KEYS.filter(({ name }) => !text.includes(`| \`${name}\``))).toEqual([]);
});

test('a sentence goes on in small letters after a semicolon', () => {
  const parsed = parseFilter('qqqqqqqq:1');
  expect(parsed.ok ? '' : parsed.error.message).toMatch(/^There is no key “qqqqqqqq”; for a field/);
});
