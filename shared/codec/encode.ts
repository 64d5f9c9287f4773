/**
 * The bytes of a message from its fields: each field's raw text in its place, names and separators between
 * them as they were. Fields that nobody changed give the very bytes they were read from.
 */

import { charsetOf } from './body-charset.ts';
import type { Charset, TextCodec } from './charset.ts';
import type { Field, HalfFrame, Part } from './frame.ts';
import { latin1 } from './latin1.ts';
import type { RawMessage } from './message.ts';
import { readRequestLine } from './request-line.ts';

/** What stands in bytes[from, to) now. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

export interface EncodeOptions {
  readonly text: TextCodec;
  /** Number of the vendor's appendix 2, for bodies that fit both charsets; empty when unknown. */
  readonly language?: string;
}

/**
 * Head and body again. Content-Length is a field like any other: whoever changes the body changes it too.
 * Throws RangeError when a changed text cannot be expressed in the charset of its part.
 */
export function encodeMessage(
  message: RawMessage,
  half: HalfFrame,
  { text, language = '' }: EncodeOptions,
): { readonly head: Uint8Array; readonly body: Uint8Array } {
  const { head, body } = message;
  const cut = message.truncated === true || message.incomplete === true;
  const bodyCharset = charsetOf(body, cut, text, language);
  const inHead = changes(half.fields, 'head', head, 'latin1', text);
  const line = readRequestLine(latin1(head));
  if (line !== null) {
    const target = head.subarray(line.targetFrom, line.targetTo);
    const charset = charsetOf(target, false, text, language);
    const bytes = replaced(target, changes(half.fields, 'target', target, charset, text));
    inHead.push({ from: line.targetFrom, to: line.targetTo, bytes });
  }
  return {
    head: replaced(head, inHead),
    body: replaced(body, changes(half.fields, 'body', body, bodyCharset, text)),
  };
}

/** Leaves of the part whose raw text is no longer what their bytes say. */
function changes(
  fields: readonly Field[],
  part: Part,
  bytes: Uint8Array,
  charset: Charset,
  text: TextCodec,
): Replacement[] {
  return fields.flatMap((field): readonly Replacement[] => {
    const parts = field.fields ?? [];
    const inside = parts.some(({ span }) => span !== null) ? parts : [];
    if (inside.length > 0) return changes(inside, part, bytes, charset, text);
    const { span, raw } = field;
    if (span === null || span.part !== part) return [];
    const { from, to } = span;
    if (isSame(bytes, from, to, raw, charset, text)) return [];
    const encoded = text.encode(raw, charset);
    if (encoded === null) {
      throw new RangeError(`${field.wire || field.key}: "${raw}" cannot be written in ${charset}.`);
    }
    return [{ from, to, bytes: encoded }];
  });
}

const CHARSETS: readonly Charset[] = ['latin1', 'utf-8', 'gb18030'];

/** Opaque bytes are read as Latin-1, and a parameter by its own bytes, whatever the charset around them. */
function isSame(
  bytes: Uint8Array,
  from: number,
  to: number,
  raw: string,
  charset: Charset,
  text: TextCodec,
): boolean {
  return [charset, ...CHARSETS].some((each) => text.decode(bytes, from, to, each) === raw);
}

function replaced(bytes: Uint8Array, replacements: readonly Replacement[]): Uint8Array {
  const inOrder = [...replacements].sort((a, b) => a.from - b.from);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, bytes: piece } of inOrder) {
    pieces.push(bytes.subarray(at, from), piece);
    at = to;
  }
  pieces.push(bytes.subarray(at));
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
