/** The bytes of a message as they stood on the wire, from its head, de-framed body and framing. */

import type { Message, ResponseMessage } from './exchange.ts';

/** Latin-1 text is its own bytes. */
const octets = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/**
 * The wire bytes in order, in pieces that may share memory with the message; interim heads come first.
 * Of an incomplete message it is what came. Throws RangeError for a truncated one: its bytes are gone.
 */
export function wireBytes(message: Message | ResponseMessage): Uint8Array[] {
  if (message.truncated === true) {
    throw new RangeError(
      `Only the first ${message.body.length} of ${message.size} body bytes were kept; record with a higher --body-limit to rebuild the message.`,
    );
  }
  const pieces = [...('interim' in message ? (message.interim ?? []) : []), message.head];
  if (message.framing.kind === 'chunked') pieces.push(...chunkedBytes(message));
  else pieces.push(message.body);
  if (message.excess !== undefined) pieces.push(message.excess);
  return pieces.filter((piece) => piece.length > 0);
}

function chunkedBytes({ body, framing }: Message): Uint8Array[] {
  if (framing.kind !== 'chunked') return [];
  const { chunks, lines, trailer } = framing;
  const pieces: Uint8Array[] = [];
  let at = 0;
  chunks.forEach((size, index) => {
    const plain = `${index === 0 ? '' : '\r\n'}${size.toString(16)}\r\n`;
    pieces.push(octets(lines?.[index] ?? plain), body.subarray(at, at + size));
    at += size;
  });
  const [last, blankLine] =
    lines === undefined
      ? [`${chunks.length === 0 ? '' : '\r\n'}0\r\n`, '\r\n']
      : [lines[chunks.length] ?? '', lines[chunks.length + 1] ?? ''];
  pieces.push(octets(last), octets(trailer ?? ''), octets(blankLine));
  return pieces;
}
