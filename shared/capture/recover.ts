/**
 * Whole lines inside bytes that are no line: found by their seal.
 *
 * Quotes inside JSON text are escaped, so the beginning of a line cannot stand inside another one; a
 * line therefore begins at the last beginning before its seal.
 */

import type { LineTools } from './line.ts';
import { SEAL_LENGTH, checkSeal, isSealAt } from './seal.ts';

const BEGINNINGS = ['{"type":"', '{"pushscope":"'];
const BRACE = 0x7b;
const COMMA = 0x2c;

const isBeginningAt = (bytes: Uint8Array, at: number): boolean =>
  BEGINNINGS.some((text) => {
    for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
    return true;
  });

/** [from, to) of each, in order. */
export function wholeLines(bytes: Uint8Array, tools: LineTools): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let begun = -1;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === BRACE && isBeginningAt(bytes, at)) begun = at;
    else if (bytes[at] === COMMA && begun >= 0 && isSealAt(bytes, at)) {
      const to = at + SEAL_LENGTH;
      if (checkSeal(bytes.subarray(begun, to), tools) === 'good') found.push([begun, to]);
      begun = -1;
    }
  }
  return found;
}
