/** A field as a term of the filter language: `posMoney:12.50`. */

import type { Field } from '../../../shared/codec/frame.ts';

/** Longer values are no filter that anyone wants to read. */
const LONGEST = 80;

const quoted = (text: string) =>
  /^[\p{L}\p{N}_.-]+$/u.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The filter with the field's term added; null when the field makes none. */
export function withField(filter: string, field: Field): string | null {
  const text = typeof field.value === 'number' && /^[\d.]+$/.test(field.text) ? field.text : field.raw;
  const isSecret = field.text.startsWith('•');
  if (text === '' || text.length > LONGEST || isSecret || !/^[\w-]+$/.test(field.key)) return null;
  const term = `${field.key}:${quoted(text)}`;
  const before = filter.trim();
  if (before === '' || before === term) return term;
  return /\bor\b/i.test(before) ? `(${before}) ${term}` : `${before} ${term}`;
}
