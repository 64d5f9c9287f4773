/** What a file looks like by its first bytes, before anything is read out of it. */

import type { Buffer } from 'node:buffer';

export type Look = 'request' | 'reply' | 'tls' | 'other';

const LOOKED_AT = 4096;
/** A handshake record of TLS 1.x, as terminals with HTTPS switched on send it to the plain port. */
const HANDSHAKE = 0x16;
const TLS_MAJOR = 0x03;

const REPLY = /^HTTP\//;
/** A method and a target; of a line that was cut, the method alone. */
const REQUEST = /^[A-Za-z]{1,32}(?:[ \t]+(?:\/|\*|[a-z]+:\/\/)|[ \t]*$)/;
const NAMES_HTTP = /^\S+[ \t].*HTTP\/\d/;

export function lookOf(bytes: Buffer): Look {
  if (bytes[0] === HANDSHAKE && bytes[1] === TLS_MAJOR) return 'tls';
  const text = bytes.toString('latin1', 0, LOOKED_AT).replace(/^[\r\n]+/, '');
  const [line = ''] = text.split(/\r?\n/, 1);
  if (REPLY.test(line)) return 'reply';
  const isCut = line === text;
  if (REQUEST.test(line) && (isCut || /[ \t]/.test(line))) return 'request';
  return NAMES_HTTP.test(line) ? 'request' : 'other';
}
