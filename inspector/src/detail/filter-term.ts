/** A field as a term of the filter language: `posMoney:12.50`. */

import type { Field } from '../../../shared/codec/frame.ts';
import { parseFilter, writtenAs } from '../../../shared/filter/index.ts';

/** Longer values are no filter that anyone wants to read. */
const LONGEST = 80;

/** The filter with the field's term added; null when the field makes none. */
export function withField(filter: string, field: Field, exclude = false): string | null {
  const { raw, value, text, key } = field;
  // Money reads better as it is paid.
  const wanted = typeof value === 'number' && /^\d+\.\d\d$/.test(text) ? text : raw;
  const isSecret = text.startsWith('•');
  if (wanted === '' || wanted.length > LONGEST || isSecret) return null;
  const term = `${exclude ? '-' : ''}${key}:${writtenAs(wanted)}`;
  if (!parseFilter(term).ok) return null;
  const before = filter.trim();
  if (before === '' || before === term) return term;
  return /\bor\b/i.test(before) ? `(${before}) ${term}` : `${before} ${term}`;
}
