/**
 * The ids of our commands: decimal, 16 digits, in a range that no database counts up to.
 *
 *   900 1795501840123      9·10^15 + milliseconds since 1970; below 2^53 until the year 2198
 *
 * Terminals are said to cut ids after 16 characters; ZKECO parses them as integers and ignores those that it
 * does not know. Each is above all before it, whatever the clock does, so none is ever used twice.
 */

const BASE = 9_000_000_000_000_000;

/** `last` is the highest id given so far, or empty. */
export function nextId(nowMs: number, last: string): string {
  const fromClock = BASE + Math.max(0, Math.trunc(nowMs));
  const id = last === '' ? fromClock : Math.max(fromClock, Number(last) + 1);
  if (!Number.isSafeInteger(id)) throw new RangeError(`no command id is left above ${last}`);
  return String(id);
}

/** An id as a terminal may echo it: blanks or NULs round it, a sign, leading zeros. */
export const plainId = (echoed: string): string =>
  // eslint-disable-next-line no-control-regex
  echoed.replace(/^[\s\u0000]*\+?0*(?=\d)|[\s\u0000]+$/g, '');

/** Shorter than this, a cut id could be one that the server counted up to itself. */
const SHORTEST_CUT = 12;

const LENGTH = 16;

/** Whether a plain id is so long that it can only be one of ours, cut by the terminal. */
export const mayBeCut = (id: string): boolean => id.length >= SHORTEST_CUT && id.length < LENGTH;

/** Whether `echoed` (plain) is `id` with its end cut off. */
export const isCutFrom = (id: string, echoed: string): boolean =>
  mayBeCut(echoed) && id.startsWith(echoed);
