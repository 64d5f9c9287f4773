/** Heads, visible controls, changes on the way, filter terms, phases: small readings of an exchange. */

import { describe, expect, test } from 'vitest';
import { changesOf } from '../../../inspector/src/detail/changes.ts';
import { withField } from '../../../inspector/src/detail/filter-term.ts';
import { readHead } from '../../../inspector/src/detail/headers.ts';
import { runsOf } from '../../../inspector/src/detail/marks.ts';
import { phasesOf } from '../../../inspector/src/detail/phases.ts';
import type { Field } from '../../../shared/codec/frame.ts';

describe('a head', () => {
  test('keeps order, case, doubles and lines without a colon', () => {
    expect(readHead('\r\nGET /x HTTP/1.1\r\nhOST: a:80\r\nX:1\r\nX: 2\r\n folded\r\n\r\n')).toEqual(
      {
        start: 'GET /x HTTP/1.1',
        headers: [
          { name: 'hOST', value: 'a:80' },
          { name: 'X', value: '1' },
          { name: 'X', value: '2' },
          { name: '', value: 'folded' },
        ],
      },
    );
  });
});

describe('controls in a text', () => {
  test('are seen as signs, and still act', () => {
    expect(runsOf('a\tb\r\n', true)).toEqual([
      { text: 'a', sign: false },
      { text: '⇥\t', sign: true },
      { text: 'b', sign: false },
      { text: '←↵\n', sign: true },
    ]);
  });
  test('without signs only act', () => {
    const shown = runsOf('a\tb\r\n\0', false).map(({ text }) => text);
    expect(shown.join('')).toBe('a\tb\n\\x00');
  });
});

describe('changes on the way', () => {
  test('are told line by line', () => {
    const changes = changesOf(
      'HTTP/1.1 200 OK\r\n\r\nC:1:A\nC:2:B\n',
      'HTTP/1.1 200 OK\r\n\r\nC:9:X\nC:2:B\n',
    );
    expect(changes.map(({ kind }) => kind).join(' ')).toBe('kept kept out in kept');
  });
  test('nothing changed, nothing told', () => {
    expect(changesOf('a\nb', 'a\nb').every(({ kind }) => kind === 'kept')).toBe(true);
  });
});

describe('a field as a term of the filter', () => {
  const field = (key: string, raw: string, value: Field['value'], text = raw): Field => ({
    key,
    wire: key,
    raw,
    value,
    text,
    span: null,
  });
  test.each([
    ['', field('posMoney', '850', 850, '8.50'), 'posMoney:8.50'],
    ['kind:upload', field('cardNo', '10023', 10023), 'kind:upload cardNo:10023'],
    ['a or b', field('cardNo', '10023', 10023), '(a or b) cardNo:10023'],
    ['', field('pin', 'a "b"', 'a "b"'), 'pin:"a \\"b\\""'],
  ])('%j and %o', (before, given, filter) => expect(withField(before, given)).toBe(filter));

  test('secrets and whole bodies make none', () => {
    expect(withField('', field('password', '1234', '1234', '••••'))).toBeNull();
    expect(withField('', field('body', 'x'.repeat(100), 'x'))).toBeNull();
  });
});

describe('the time of an exchange', () => {
  const lengths = (requestMs: number, firstByteMs: number | null, totalMs: number) =>
    phasesOf({ requestMs, firstByteMs, totalMs }).map(({ lengthMs }) => lengthMs);
  test.each([
    [1, 3, 7, [1, 2, 4]],
    [5, 2, 7, [5, 0, 2]],
    [1, null, 7, [1, 6]],
  ])('request %d, first byte %s, total %d', (request, first, total, phases) =>
    expect(lengths(request, first, total)).toEqual(phases),
  );
});
