/**
 * The end of a line that proves the rest of it: `,"crc":"9a8b7c6d"}`.
 *
 * The checksum covers the line's bytes before its comma. Our own lines all end so; a line of another
 * type than `exchange` may do without.
 */

import type { LineTools } from './line.ts';

const BEFORE = ',"crc":"';
const DIGITS = 8;
const AFTER = '"}';

export const SEAL_LENGTH = BEFORE.length + DIGITS + AFTER.length;

/** The seal for a line with that checksum. */
export const sealText = (crc: number): string =>
  `${BEFORE}${crc.toString(16).padStart(DIGITS, '0')}${AFTER}`;

/** How many of the octets that every seal has stand at bytes[at, …). */
function sameOctets(bytes: Uint8Array, at: number): number {
  let same = 0;
  for (let i = 0; i < BEFORE.length; i++) if (bytes[at + i] === BEFORE.charCodeAt(i)) same++;
  const after = at + BEFORE.length + DIGITS;
  for (let i = 0; i < AFTER.length; i++) if (bytes[after + i] === AFTER.charCodeAt(i)) same++;
  return same;
}

const ALL = BEFORE.length + AFTER.length;

/** Whether a seal stands at bytes[at, …), whatever its digits. */
export const isSealAt = (bytes: Uint8Array, at: number): boolean => sameOctets(bytes, at) === ALL;

function digitsAt(bytes: Uint8Array, from: number): string {
  let digits = '';
  for (let at = from; at < from + DIGITS; at++) digits += String.fromCharCode(bytes[at] as number);
  return digits;
}

/** `broken` also stands for a seal with a damaged octet of its own, which would else pass for none. */
export function checkSeal(bytes: Uint8Array, tools: LineTools): 'good' | 'broken' | 'none' {
  const at = bytes.length - SEAL_LENGTH;
  if (at < 0) return 'none';
  const same = sameOctets(bytes, at);
  if (same < ALL) return same === ALL - 1 ? 'broken' : 'none';
  const wanted = sealText(tools.crc32(bytes.subarray(0, at)));
  return digitsAt(bytes, at + BEFORE.length) === wanted.slice(BEFORE.length, -AFTER.length)
    ? 'good'
    : 'broken';
}
