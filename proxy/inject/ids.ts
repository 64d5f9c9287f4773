/** Gives commands their ids: each is above all before it, whatever the clock does, so none is ever used twice. */

import { FIRST_INJECTED_ID } from '../../shared/codec/commands/injected-id.ts';

/** `last` is the highest id given so far, or empty. */
export function nextId(nowMs: number, last: string): string {
  const fromClock = FIRST_INJECTED_ID + Math.max(0, Math.trunc(nowMs));
  const id = last === '' ? fromClock : Math.max(fromClock, Number(last) + 1);
  if (!Number.isSafeInteger(id)) throw new RangeError(`no command id is left above ${last}`);
  return String(id);
}
