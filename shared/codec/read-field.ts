/** A field from its bytes: the text in the message's charset, its meaning by the definition, and where it stands. */

import type { FieldSpec } from '../spec/field.ts';
import type { Charset, TextCodec } from './charset.ts';
import type { Field, Language, Part } from './frame.ts';
import { keyOf } from './key.ts';
import { MASK, readValue } from './read-value.ts';
import { isSecretName } from './secret.ts';

export interface Reading {
  readonly text: TextCodec;
  /** Language of words for people. */
  readonly language: Language;
  /** Of the message's body. */
  readonly charset: Charset;
}

/** Whether no byte of bytes[from, to) is above 0x7f. */
export function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 0x7f) return false;
  return true;
}

/** bytes[from, to) as text; the codec is spared the work where all of it is ASCII. */
export function decodeText(bytes: Uint8Array, from: number, to: number, reading: Reading): string {
  const { charset } = reading;
  if (charset === 'ascii' || charset === 'latin1')
    return reading.text.decode(bytes, from, to, charset);
  if (!isAscii(bytes, from, to)) return reading.text.decode(bytes, from, to, charset);
  return reading.text.decode(bytes, from, to, 'ascii');
}

/**
 * bytes[from, to) read by its definition; the value is null when unreadable. `wire` is the spelling on the
 * wire where it differs from the definition's.
 */
export function readField(
  spec: FieldSpec,
  bytes: Uint8Array,
  part: Part,
  from: number,
  to: number,
  reading: Reading,
  wire: string = spec.wire,
): Field {
  const raw = decodeText(bytes, from, to, reading);
  return fieldOf(spec, wire, raw, raw, part, from, to, reading.language);
}

/** The same where the text is known already; `decoded` is what the definition reads, raw without its escapes. */
export function fieldOf(
  spec: FieldSpec,
  wire: string,
  raw: string,
  decoded: string,
  part: Part,
  from: number,
  to: number,
  language: Language,
): Field {
  const { value, text, note } = readValue(spec, decoded, language);
  const span = { part, from, to };
  return note === undefined
    ? { key: spec.key, wire, raw, value, text, span }
    : { key: spec.key, wire, raw, value, text, span, note };
}

/** The same for something nobody defined: its key is made from `wire`, its value is its text. */
export function readUnknown(
  wire: string,
  bytes: Uint8Array,
  part: Part,
  from: number,
  to: number,
  reading: Reading,
): Field {
  const raw = decodeText(bytes, from, to, reading);
  return unknownField(wire, raw, raw, part, from, to);
}

/** The same where the text is known already; one whose name says that it is a secret is masked as such. */
export function unknownField(
  wire: string,
  raw: string,
  decoded: string,
  part: Part,
  from: number,
  to: number,
): Field {
  const text = decoded !== '' && isSecretName(wire) ? MASK : decoded;
  return { key: keyOf(wire), wire, raw, value: decoded, text, span: { part, from, to } };
}
