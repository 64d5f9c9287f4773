/**
 * The ids of commands that pushscope puts in: decimal, 16 digits, in a range that no database counts up to.
 *
 *   900 1795501840123      9·10^15 + milliseconds since 1970; below 2^53 until the year 2198
 *
 * Terminals are said to cut ids after 16 characters; ZKECO parses them as integers and ignores those that it
 * does not know.
 */

export const FIRST_INJECTED_ID = 9_000_000_000_000_000;

const LENGTH = 16;
/** Shorter than this, a cut id could be one that the server counted up to itself. */
const SHORTEST_CUT = 12;
const INJECTED = new RegExp(`^9\\d{${SHORTEST_CUT - 1},${LENGTH - 1}}$`);

/** An id as a terminal may echo it: blanks or NULs round it, a sign, leading zeros. */
export const plainId = (echoed: string): string =>
  // eslint-disable-next-line no-control-regex
  echoed.replace(/^[\s\u0000]*\+?0*(?=\d)|[\s\u0000]+$/g, '');

/** Whether a plain id is of an injected command, or the beginning of one. */
export const isInjectedId = (id: string): boolean => INJECTED.test(id);

/** Whether a plain id is so long that it can only be one of ours, cut by the terminal. */
export const mayBeCut = (id: string): boolean => id.length >= SHORTEST_CUT && id.length < LENGTH;

/** Whether `echoed` (plain) is `id` with its end cut off. */
export const isCutFrom = (id: string, echoed: string): boolean =>
  mayBeCut(echoed) && id.startsWith(echoed);
