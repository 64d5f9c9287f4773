/** What the recorder wrote as GB18030 text becomes the same bytes again. */

import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../../inspector/src/detail/gb18030.ts';
import { textCodec } from '../../../proxy/charset.ts';

function* codes(): Generator<number[]> {
  for (let byte = 0; byte < 0x80; byte++) yield [byte];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) yield [lead, trail];
  }
  for (let pointer = 0; pointer < 39_420; pointer += 7) yield fourBytes(pointer);
  for (let beyond = 0; beyond < 0x100000; beyond += 997) yield fourBytes(189_000 + beyond);
}

const fourBytes = (pointer: number) => [
  0x81 + Math.floor(pointer / 12_600),
  0x30 + (Math.floor(pointer / 1_260) % 10),
  0x81 + (Math.floor(pointer / 10) % 126),
  0x30 + (pointer % 10),
];

describe('GB18030 in the browser', () => {
  test('every code that the recorder writes as text', () => {
    const wrong: string[] = [];
    for (const code of codes()) {
      const bytes = Uint8Array.from(code);
      if (!textCodec.isValid(bytes, 'gb18030')) continue;
      const text = textCodec.decode(bytes, 0, bytes.length, 'gb18030');
      const again = Buffer.from(encodeGb18030(text)).toString('hex');
      if (again !== Buffer.from(bytes).toString('hex')) wrong.push(`${text} ${code} ${again}`);
    }
    expect(wrong).toEqual([]);
  });

  test('a record with a name', () => {
    expect(Buffer.from(encodeGb18030('Name=李小明\t1')).toString('hex')).toBe(
      '4e616d653dc0eed0a1c3f70931',
    );
  });
});
