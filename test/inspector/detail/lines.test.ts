import { describe, expect, test } from 'vitest';
import { cutLines, hexStarts, lineAt, textStarts } from '../../../inspector/src/detail/lines.ts';
import { hold, textOf, UPLOAD } from './exchange.ts';

describe('lines of bytes', () => {
  const { blocks } = hold(UPLOAD);

  test('sixteen bytes each, behind a title for each block', () => {
    const lines = cutLines(blocks, hexStarts(16));
    expect(lines.filter(({ kind }) => kind === 'title')).toHaveLength(4);
    const place = { side: 'request', part: 'body', from: 33, to: 36 } as const;
    const found = lines[lineAt(lines, place)];
    expect(found).toMatchObject({ kind: 'bytes', from: 32, to: 48 });
    expect(lineAt(lines, { ...place, from: 9_000, to: 9_001 })).toBe(-1);
  });

  test('text ends its lines behind LF', () => {
    const [head] = cutLines(blocks, textStarts(200)).filter(({ kind }) => kind === 'bytes');
    if (head?.kind !== 'bytes') throw new Error('no line');
    expect(textOf(head.block, head.from, head.to)).toMatch(/^POST .* HTTP\/1\.1\r\n$/);
  });

  test('long lines are broken, never inside a character', () => {
    const { blocks: poll } = hold({
      request: 'c01-poll-request',
      response: 'c26-poll-response-utf8-name',
    });
    const lines = cutLines(poll, textStarts(20));
    for (const line of lines) {
      if (line.kind === 'bytes') expect(line.block.characters[line.from]).toBeGreaterThan(0);
    }
  });
});
