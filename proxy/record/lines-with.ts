/** The lines of a file in which a text stands, from its bytes alone: for what is rare in a large capture. */

import { Buffer } from 'node:buffer';
import { blocksOf } from './capture-reader.ts';

export interface RawLine {
  /** Of its first byte in the file. */
  readonly offset: number;
  /** Without the LF that ends it. */
  readonly bytes: Buffer;
}

const LF = 0x0a;

export async function* linesWith(path: string, text: string): AsyncGenerator<RawLine> {
  /** The unfinished line, and where it begins. */
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const { buffer, byteOffset, length } of blocksOf(path)) {
    const bytes = Buffer.concat([rest, Buffer.from(buffer, byteOffset, length)]);
    const end = bytes.lastIndexOf(LF) + 1;
    yield* found(bytes.subarray(0, end), text, offset);
    rest = bytes.subarray(end);
    offset += end;
  }
  yield* found(rest, text, offset);
}

function* found(lines: Buffer, text: string, offset: number): Generator<RawLine> {
  for (let at = lines.indexOf(text); at >= 0;) {
    const from = lines.lastIndexOf(LF, at) + 1;
    const next = lines.indexOf(LF, at);
    const to = next < 0 ? lines.length : next;
    yield { offset: offset + from, bytes: lines.subarray(from, to) };
    at = lines.indexOf(text, to);
  }
}
