/** Whether values could be read, however deep they lie. */

import type { Field } from '../codec/frame.ts';

export function hasUnreadable(fields: readonly Field[]): boolean {
  for (const { value, fields: inner } of fields) {
    if (inner === undefined ? value === null : hasUnreadable(inner)) return true;
  }
  return false;
}
