/** What cannot be read is said with its place and the next step. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../shared/filter/index.ts';
import { atRandom } from '../kit/fuzz.ts';

function mistake(text: string, language: 'en' | 'zh' = 'en') {
  const parsed = parseFilter(text, language);
  if (parsed.ok) throw new Error(`${text} was read`);
  const { at, length, message } = parsed.error;
  return { place: text.slice(at, at + length), message };
}

describe('a mistake is said with its place', () => {
  test.each([
    ['kind:', 'kind:', /no value.*kind:upload/],
    ['a kind: b', 'kind:', /no value/],
    ['kind:uplod', 'uplod', /did you mean kind:upload\?/],
    ['kind>upload', 'upload', /Only a number or a time/],
    ['posMony>5', 'posMony', /did you mean posMoney\?.*field\.posMony/],
    ['xyzzyx:5', 'xyzzyx', /There is no key “xyzzyx”; for a field/],
    ['posMoney>lots', 'lots', /is a number/],
    ['n:abc', 'abc', /is a number/],
    ['at>yesterday', 'yesterday', /is a time; write a day/],
    ['at:12', '12', /is a time/],
    ['sn>abc', 'abc', /Only a number or a time/],
    ['idle>3', '3', /stands alone/],
    ['idle:maybe', 'maybe', /stands alone/],
    ['"abc', '"abc', /quote is not closed/],
    ['sn:"abc', '"abc', /quote is not closed/],
    ['(kind:upload', '(', /parenthesis is not closed/],
    ['(', '(', /parenthesis is not closed/],
    ['kind:upload)', ')', /remove it/],
    [')', ')', /remove it/],
    ['()', '()', /nothing between the parentheses/],
    ['idle and', 'and', /missing after “and”/],
    ['or idle', 'or', /missing before “or”/],
    ['idle or or changed', 'or', /missing after “or”/],
    ['not', 'not', /missing after “not”/],
    ['(idle or)', 'or', /missing after “or”/],
    ['body~"(a"', '(a"', /pattern cannot be read: a bracket/],
    ['body~*a', '*a', /nothing before it/],
    ['body~"(a)\\1"', '\\1"', /back-references/],
    ['('.repeat(60) + 'a' + ')'.repeat(60), '(', /flatter/],
    ['x'.repeat(2_001), 'x', /too long/],
  ])('%s', (text, place, message) => {
    expect(mistake(text).place).toBe(place);
    expect(mistake(text).message).toMatch(message);
  });

  test('in Chinese', () => {
    expect(mistake('kind:', 'zh').message).toBe('“kind” 后面没有值；请补上，例如 kind:upload。');
    expect(mistake('kind:uplod', 'zh').message).toContain('是否指 kind:upload？');
  });
});

test.each([
  '12:01:07',
  '-',
  'a-b',
  '192.168.1.50',
  '*',
  '…',
  'C:1201',
  'a"b"',
  '"a \\" b"',
  'posMoney',
])('%s is read', (text) => expect(parseFilter(text)).toMatchObject({ ok: true }));

test('any text is read or refused with a place inside it; nothing throws', () => {
  const piece = fc.constantFrom('kind', ':', 'upload', '(', ')', '"', ' ', 'not ', '-', '~', '>', '5', 'at', 'or ', '…', '张', 'body', '[', '*'); // prettier-ignore
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join('')),
      ),
      (text) => {
        const parsed = parseFilter(text);
        if (parsed.ok) return;
        const { at, length, message } = parsed.error;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at + length).toBeLessThanOrEqual(text.length);
        expect(message).toMatch(/[.。]$/);
      },
    ),
    atRandom('filters', 3_000),
  );
});
