/** The wire samples as messages, and exchanges written down in a test, read into frames. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeExchange, type DecodeOptions } from '../../shared/codec/decode.ts';
import type { Field, Frame } from '../../shared/codec/frame.ts';
import type { RawExchange, RawMessage } from '../../shared/codec/message.ts';
import { textCodec } from '../../proxy/charset.ts';
import { root } from './product.ts';

const folder = join(root, 'test/fixtures/samples');

/** Splits at the blank line; takes Content-Length at its word and removes chunk lines. */
export function messageOf(bytes: Uint8Array): RawMessage {
  const text = Buffer.from(bytes).toString('latin1');
  const blankLine = /\r?\n\r?\n/.exec(text);
  if (blankLine === null) return { head: bytes, body: new Uint8Array() };
  const bodyFrom = blankLine.index + blankLine[0].length;
  const head = bytes.subarray(0, bodyFrom);
  const rest = bytes.subarray(bodyFrom);
  const headText = text.slice(0, bodyFrom);
  if (/^transfer-encoding: *chunked/im.test(headText)) return { head, body: unchunked(rest) };
  const length = Number(/^content-length: *(\d+)/im.exec(headText)?.[1] ?? rest.length);
  const excess = rest.subarray(length);
  const body = rest.subarray(0, length);
  return excess.length === 0 ? { head, body } : { head, body, excess };
}

function unchunked(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf(0x0a, at);
    if (lineEnd === -1) return Buffer.concat(pieces);
    const size = Number.parseInt(Buffer.from(bytes.subarray(at, lineEnd)).toString('latin1'), 16);
    if (!(size > 0)) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 2;
  }
}

export const sample = (file: string): RawMessage => messageOf(readFileSync(join(folder, file)));

/** A message from its text; every character is one byte. */
export const wire = (text: string): RawMessage => messageOf(Buffer.from(text, 'latin1'));

export function decoded(
  request: RawMessage,
  response: RawMessage | null = null,
  options: Partial<DecodeOptions> = {},
): Frame {
  const raw: RawExchange = { request, response };
  return decodeExchange(raw, { text: textCodec, language: 'en', ...options });
}

/**
 * The field at a path of keys, each with its position among fields of that key where it is not the first:
 * `record[1].posMoney`.
 */
export function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  let level: readonly Field[] = fields;
  let found: Field | undefined;
  for (const step of path.split('.')) {
    const [, key, position = '0'] = /^(\w+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    found = level.filter((field) => field.key === key)[Number(position)];
    level = found?.fields ?? [];
  }
  return found;
}
