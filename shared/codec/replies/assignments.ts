/** `key=value` lines of a reply, each by its definition, unknown ones kept. */

import type { FieldSpec } from '../../spec/field.ts';
import type { Field } from '../frame.ts';
import { boundedLines } from '../bounded-lines.ts';
import { decodeText, readField, readUnknown, type Reading } from '../read-field.ts';
import { bodySpan } from './reply-body.ts';

const EQUALS = 0x3d;
const isBlank = (octet: number | undefined): boolean => octet === 0x20 || octet === 0x09;

const NO_EQUALS = { en: 'no `=` in this line', zh: '此行没有 `=`' } as const;

export type SpecOf = (wire: string) => FieldSpec | undefined;

/** Finds a definition by its spelling or its aliases, without regard to case. */
export const specAmong =
  (specs: readonly FieldSpec[]): SpecOf =>
  (wire) => {
    const name = wire.toLowerCase();
    return specs.find((spec) => spec.wire.toLowerCase() === name || spec.aliases?.includes(name));
  };

/** One assignment in bytes[from, to); a line without `=` stands with the value null. */
export function readAssignment(
  bytes: Uint8Array,
  from: number,
  to: number,
  specOf: SpecOf,
  reading: Reading,
): Field {
  const equals = bytes.subarray(from, to).indexOf(EQUALS);
  if (equals === -1) {
    const raw = decodeText(bytes, from, to, reading);
    const note = NO_EQUALS[reading.language];
    return { key: 'line', wire: '', raw, value: null, text: raw, span: bodySpan(from, to), note };
  }
  const wire = decodeText(bytes, from, from + equals, reading).trim();
  let valueFrom = from + equals + 1;
  let valueTo = to;
  while (valueFrom < valueTo && isBlank(bytes[valueFrom])) valueFrom++;
  while (valueTo > valueFrom && isBlank(bytes[valueTo - 1])) valueTo--;
  const spec = specOf(wire);
  return spec === undefined
    ? readUnknown(wire, bytes, 'body', valueFrom, valueTo, reading)
    : readField(spec, bytes, 'body', valueFrom, valueTo, reading, wire);
}

/** All lines of bytes[from, to) but the blank ones. */
export function readAssignments(
  bytes: Uint8Array,
  from: number,
  to: number,
  specOf: SpecOf,
  reading: Reading,
): Field[] {
  const { lines, rest } = boundedLines(bytes, from, to, reading);
  const fields = lines
    .filter(([begin, end]) => end > begin)
    .map(([begin, end]) => readAssignment(bytes, begin, end, specOf, reading));
  return rest === null ? fields : [...fields, rest];
}
