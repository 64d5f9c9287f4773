/** Whether the first bytes can still become a start line: junk is told apart before any line end comes. */

import type { Buffer } from 'node:buffer';
import { CR, LF, SP, TAB, isTokenOctet } from './octets.ts';

/** Answers for the bytes so far, blank lines before the start line included. */
export type StartLineCheck = (bytes: Buffer) => boolean;

/** No method is longer. */
const LONGEST_METHOD = 32;

function firstOctet(bytes: Buffer): number {
  let at = 0;
  while (bytes[at] === CR || bytes[at] === LF) at++;
  return at;
}

/** RFC 9112 section 3: a token, a blank, a target. A TLS ClientHello fails at its first byte. */
export const mayBeRequest: StartLineCheck = (bytes) => {
  const from = firstOctet(bytes);
  for (let at = from; at < bytes.length; at++) {
    const octet = bytes[at] as number;
    if (octet === SP || octet === TAB) return at > from;
    if (!isTokenOctet(octet) || at - from >= LONGEST_METHOD) return false;
  }
  return true;
};

/** RFC 9112 section 4: `HTTP/` in this case, as every reply of every server begins. */
const PREFIX = [0x48, 0x54, 0x54, 0x50, 0x2f];

export const mayBeReply: StartLineCheck = (bytes) => {
  const from = firstOctet(bytes);
  return PREFIX.every(
    (octet, index) => from + index >= bytes.length || bytes[from + index] === octet,
  );
};
