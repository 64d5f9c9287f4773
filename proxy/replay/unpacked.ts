/**
 * Exchanges as they are compared: a reply that its server compressed is unpacked, so that the coding differs
 * and not everything that is in it. No terminal is known to unpack one; its bytes stay what they were elsewhere.
 */

import { Buffer } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { RawExchange, RawMessage } from '../../shared/codec/message.ts';

/** More than this is no reply of the protocol, and could be made to fill all memory. */
const LONGEST = 64 * 1024 * 1024;

const UNPACK = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
} as const;

const CODING = /^content-encoding:[ \t]*(gzip|x-gzip|deflate|br)[ \t]*\r?$/im;

function unpackedMessage(message: RawMessage): RawMessage {
  if (message.body.length === 0) return message;
  const { buffer, byteOffset, length } = message.head;
  const [, coding] = CODING.exec(Buffer.from(buffer, byteOffset, length).toString('latin1')) ?? [];
  if (coding === undefined) return message;
  const unpack = UNPACK[coding.toLowerCase() as keyof typeof UNPACK];
  try {
    return { ...message, body: unpack(message.body, { maxOutputLength: LONGEST }), unpacked: true };
  } catch {
    // What cannot be unpacked is compared as it is.
    return message;
  }
}

export function unpacked(raw: RawExchange): RawExchange {
  if (raw.response === null) return raw;
  const response = unpackedMessage(raw.response);
  return response === raw.response ? raw : { request: raw.request, response };
}
