/** The text of a value as its definition writes it: what readValue reads, the other way round. */

import type { FieldSpec } from '../spec/field.ts';
import type { FieldValue } from './frame.ts';
import { packDay } from './read-time.ts';

/** A value of null is an empty text. What does not fit the definition is written as it stands. */
export function writeValue(spec: FieldSpec, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return String(value);
  switch (spec.type) {
    // Servers insist on the blank (section 10.2 and field notes).
    case 'time':
      return value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)$/, '$1 $2');
    case 'packed-day':
      return String(packDay(value) ?? value);
    case 'clock':
      return value.replace(/^(\d\d):(\d\d)$/, '$1$2');
    default:
      return value;
  }
}
