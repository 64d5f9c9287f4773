import { describe, expect, test } from 'vitest';
import { cutCharacters, piecesOf, segmentAt } from '../../../inspector/src/detail/blocks.ts';
import { hold, textOf, UPLOAD } from './exchange.ts';

describe('blocks of bytes', () => {
  const { blocks } = hold(UPLOAD);
  const body = blocks.find(({ side, part }) => side === 'request' && part === 'body');
  if (body === undefined) throw new Error('no body');

  test('are the heads and bodies of request and reply', () => {
    expect(blocks.map(({ side, part }) => `${side} ${part}`)).toEqual([
      'request head',
      'request body',
      'response head',
      'response body',
    ]);
  });

  test('every byte belongs to one segment, the deepest field first', () => {
    let end = 0;
    for (const { from, to } of body.segments) {
      expect(from).toBe(end);
      end = to;
    }
    expect(end).toBe(body.bytes.length);
    const owner = segmentAt(body, textOf(body, 0, body.bytes.length).indexOf('850'));
    expect(owner?.node?.field?.wire).toBe('PosMoney');
    expect(segmentAt(body, body.bytes.length)).toBeNull();
  });

  test('a line is cut where a field ends and where a place of interest begins', () => {
    const place = { side: 'request', part: 'body', from: 2, to: 4 } as const;
    const pieces = piecesOf(body, 0, 8, [place]).map(({ from, to }) => textOf(body, from, to));
    expect(pieces).toEqual(['10', '02', '3', '\t', '10']);
  });

  test.each([
    ['utf-8', '李a', [3, 0, 0, 1]],
    ['gb18030', Buffer.from('c0ee61', 'hex'), [2, 0, 1]],
    ['gb18030', Buffer.from('8139ef3061', 'hex'), [4, 0, 0, 0, 1]],
    ['latin1', Buffer.from('c0ee61', 'hex'), [1, 1, 1]],
  ] as const)('characters in %s', (charset, text, lengths) => {
    expect([...cutCharacters(Buffer.from(text as string), charset)]).toEqual(lengths);
  });
});
