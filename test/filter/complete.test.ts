/** What is offered at the caret; | marks it. */

import { describe, expect, test } from 'vitest';
import { complete, parseFilter, writtenAs } from '../../shared/filter/index.ts';

const seen = new Map([
  ['sn', ['5158181900025', '5849791460183']],
  ['table', ['BUYLOG', 'ODDLOG']],
  ['firmware', ['Ver 6.60 Apr 18 2013']],
]);

function offered(marked: string, language: 'en' | 'zh' = 'en') {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return complete(text, caret, seen, language).map((each) => ({
    ...each,
    result: `${text.slice(0, each.from)}${each.insert}${text.slice(each.to)}`,
  }));
}

const results = (marked: string) => offered(marked).map(({ result }) => result);

describe('keys', () => {
  test('an empty text offers our own keys first', () => {
    expect(results('|').slice(0, 3)).toEqual(['kind:', 'sn:', 'table:']);
    expect(results('|')).not.toContain('and ');
  });
  test('the beginning of a name offers the name', () => {
    expect(results('sev|')).toEqual(['severity>=']);
    expect(results('kind:upload posMon|')).toContain('kind:upload posMoney:');
  });
  test("the vendor's spelling and the label find it too", () => {
    expect(results('fireV|')).toContain('firmware:');
    expect(offered('消费金|', 'zh').map(({ label }) => label)).toContain('posMoney');
  });
  test('a whole name offers its operators', () => {
    const operators = offered('posMoney|').filter(({ type }) => type === 'operator');
    expect(operators.map(({ insert }) => insert)).toEqual([
      'posMoney:', 'posMoney>', 'posMoney>=', 'posMoney<', 'posMoney<=', 'posMoney!=', 'posMoney~',
    ]); // prettier-ignore
    expect(operators[1]?.detail).toBe('Amount is above …');
  });
  test('a flag stands alone', () => {
    expect(results('idl|')).toEqual(['idle']);
  });
  test('joining words are offered after a condition', () => {
    expect(results('idle o|')).toContain('idle or ');
    expect(results('idle |')).toEqual(expect.arrayContaining(['idle kind:']));
  });
  test('secrets are not offered', () => {
    expect(results('pushComm|')).toEqual([]);
  });
});

describe('values', () => {
  test('choices come in words', () => {
    expect(offered('kind:up|')).toMatchObject([
      { type: 'value', label: 'upload', detail: 'upload of records', result: 'kind:upload' },
    ]);
    expect(offered('kind:轮|', 'zh')).toEqual([]);
    expect(offered('state:key|').map(({ result }) => result)).toEqual(['state:3']);
  });
  test('values that were seen follow', () => {
    expect(results('sn:|')).toEqual(['sn:5158181900025', 'sn:5849791460183']);
    expect(results('sn:58|')).toEqual(['sn:5849791460183', 'sn:5158181900025']);
    expect(results('table:B|UY or idle')).toContain('table:BUYLOG or idle');
    expect(results('table:odd|')).toEqual(['table:ODDLOG']);
  });
  test('blanks bring quotes', () => {
    expect(results('firmware:6|')).toEqual(['firmware:"Ver 6.60 Apr 18 2013"']);
  });
  test('nothing inside quoted words', () => {
    expect(offered('"kin|"')).toEqual([]);
  });
});

test.each(['abc', 'a b', 'a"b', 'a\\', '(x)', 'x*', 'x…', '张 三', '*', ' '])(
  '%j written as a value is read back',
  (text) => {
    const parsed = parseFilter(`sn=${writtenAs(text)}`);
    expect(parsed).toMatchObject({
      ok: true,
      filter: { root: { literal: { text, prefix: false } } },
    });
  },
);
