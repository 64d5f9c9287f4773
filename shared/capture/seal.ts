/**
 * The end of a line that proves the rest of it: `,"crc":"9a8b7c6d"}`.
 *
 * The checksum covers the line's bytes before its comma. Our own lines all end so; a line of another
 * type than `exchange` may do without.
 */

import type { LineTools } from './line.ts';

export const BEFORE = ',"crc":"';
export const DIGITS = 8;
export const AFTER = '"}';

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

/** The checksum that a seal tells; -1 where it is not eight lower-case hex digits. */
function crcAt(bytes: Uint8Array, from: number): number {
  let crc = 0;
  for (let at = from; at < from + DIGITS; at++) {
    const octet = bytes[at] as number;
    const digit = octet >= 0x61 && octet <= 0x66 ? octet - 0x57 : octet - 0x30;
    if (digit < 0 || (digit > 9 && octet < 0x61) || digit > 15) return -1;
    crc = crc * 16 + digit;
  }
  return crc;
}

/** `broken` also stands for a seal with a damaged octet of its own, which would else pass for none. */
export function checkSeal(bytes: Uint8Array, tools: LineTools): 'good' | 'broken' | 'none' {
  const at = bytes.length - SEAL_LENGTH;
  if (at < 0) return 'none';
  const same = sameOctets(bytes, at);
  if (same < ALL) return same === ALL - 1 ? 'broken' : 'none';
  const crc = tools.crc32(bytes.subarray(0, at));
  return crcAt(bytes, at + BEFORE.length) === crc ? 'good' : 'broken';
}
