/** Patterns: they find what the built-in RegExp finds, and never run away. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  LONGEST_PATTERN,
  PatternError,
  patternOf,
} from '../../../shared/filter/pattern/pattern.ts';

test.each([
  ['Return=-\\d+', 'ID=1&Return=-1002&CMD=DATA', true],
  ['Return=-\\d+', 'ID=1&Return=0&CMD=DATA', false],
  ['^ID=12', 'a\nID=12', true],
  ['^ID=12$', 'x ID=12', false],
  ['clear (data|poslog)', 'C:1:CLEAR POSLOG', true],
  ['^a{2,3}$', 'aaaa', false],
  ['^a{2,3}$', 'aaa', true],
  ['[^\\d\\s]', '12 34', false],
  ['\\bOK\\b', 'NOK', false],
  ['张+三?', '姓名=张', true],
  ['', 'anything', true],
  ['a|', 'b', true],
  ['\\x41\\u0042', 'ab', true],
  ['[\\w.-]+@', 'a.b-c@', true],
  ['.', '\n', false],
])('/%s/ in %j: %s', (pattern, text, found) => {
  expect(patternOf(pattern).test(text)).toBe(found);
});

test.each([
  ['(', 'unclosed', 0],
  ['[a', 'unclosed', 0],
  ['a)', 'unclosed', 1],
  ['*a', 'nothing-to-repeat', 0],
  ['(a)\\1', 'unsupported', 3],
  ['(?=a)', 'unsupported', 0],
  ['[z-a]', 'bad-range', 0],
  ['a\\', 'unclosed', 1],
  ['((a{99}){99}){99}', 'too-large', 0],
  ['a'.repeat(LONGEST_PATTERN + 1), 'too-large', LONGEST_PATTERN],
])('/%s/ is refused: %s at %i', (pattern, reason, at) => {
  expect(() => patternOf(pattern)).toThrow(expect.objectContaining({ reason, at }));
  expect(() => patternOf(pattern)).toThrow(PatternError);
});

test('patterns that take RegExp years end at once', () => {
  const text = 'a'.repeat(5_000);
  for (const evil of ['(a+)+$b', '(a|a)*b', '(.*)*x', 'a*a*a*a*a*a*b', '(((){999}){999}){999}b']) {
    expect(patternOf(evil).test(text)).toBe(false);
  }
});

test('finds what RegExp finds, for any pattern of the common language', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    'c',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    '\\w',
    '^',
    '$',
    '\\b',
    '1',
  );
  const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
    piece: fc.oneof(
      { depthSize: 'small' },
      atom,
      fc
        .tuple(tie('piece'), fc.constantFrom('*', '+', '?', '{1,2}'))
        .map(([of, sign]) => `(?:${of})${sign}`),
      fc.tuple(tie('piece'), tie('piece')).map(([left, right]) => `(${left}|${right})`),
    ),
    pattern: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
  }));
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'A', '1', ' ', '\n', '张'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      expect(patternOf(source).test(subject)).toBe(new RegExp(source, 'im').test(subject));
    }),
    { numRuns: 2_000 },
  );
});
