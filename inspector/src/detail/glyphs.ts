/** What stands on screen for the bytes of a character: itself, or a sign for what has no shape. */

import type { Block } from './blocks.ts';
import type { TextCharset } from './line.ts';

export interface Glyph {
  readonly text: string;
  /** Bytes of the character, which is also its width in columns of the hex view. */
  readonly bytes: number;
  /** Set for TAB, CR, LF and whatever else is shown by a sign. */
  readonly sign: boolean;
}

const SIGNS: Readonly<Record<number, string>> = { 0x09: '⇥', 0x0d: '←', 0x0a: '↵' };
const UNREADABLE = '·';

const decoders = new Map<TextCharset, TextDecoder>();

export function decoderOf(charset: TextCharset): TextDecoder {
  let decoder = decoders.get(charset);
  if (decoder === undefined) {
    decoder = new TextDecoder(charset === 'latin1' ? 'windows-1252' : charset, { ignoreBOM: true });
    decoders.set(charset, decoder);
  }
  return decoder;
}

function glyphOf(bytes: Uint8Array, charset: TextCharset): Glyph {
  const [first = 0] = bytes;
  const length = bytes.length;
  if (length === 1 && (first < 0x20 || first === 0x7f)) {
    return { text: SIGNS[first] ?? UNREADABLE, bytes: 1, sign: true };
  }
  if (length === 1 && first < 0x7f)
    return { text: String.fromCharCode(first), bytes: 1, sign: false };
  if (charset === 'latin1') return { text: UNREADABLE, bytes: length, sign: true };
  const text = decoderOf(charset).decode(bytes);
  // Signs that turn the reading direction, or have no width, would make the bytes around them lie.
  const shown = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(text) && text !== '\ufffd';
  return { text: shown ? text : UNREADABLE, bytes: length, sign: !shown };
}

/** The glyphs of the characters that begin in [from, to). */
export function glyphsOf(block: Block, from: number, to: number): Glyph[] {
  const glyphs: Glyph[] = [];
  for (let at = from; at < to; at++) {
    const length = block.characters[at] ?? 1;
    if (length > 0) glyphs.push(glyphOf(block.bytes.subarray(at, at + length), block.charset));
  }
  return glyphs;
}
