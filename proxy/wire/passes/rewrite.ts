/** A message with another body: of its head only the digits of Content-Length change, its framing stays. */

import { Buffer } from 'node:buffer';
import type { Message } from '../../../shared/capture/exchange.ts';
import { wireBytes } from '../../../shared/capture/wire-bytes.ts';

const LENGTH_LINE = /^(content-length[ \t]*:[ \t]*)[\d, \t]*\d/gim;

function withLength(head: Uint8Array, size: number): Buffer {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  return Buffer.from(
    text.replace(LENGTH_LINE, (_, name: string) => `${name}${size}`),
    'latin1',
  );
}

/** What the other side gets; a chunked message stays chunked, in one chunk, with its trailer. */
export function withBody({ head, framing }: Message, body: Buffer): Message {
  const size = body.length;
  if (framing.kind !== 'chunked') {
    return { head: withLength(head, size), body, size, framing };
  }
  const { trailer } = framing;
  return {
    head,
    body,
    size,
    framing: {
      kind: 'chunked',
      chunks: size === 0 ? [] : [size],
      ...(trailer !== undefined && { trailer }),
    },
  };
}

export const bytesOf = (message: Message): Buffer => Buffer.concat(wireBytes(message));
