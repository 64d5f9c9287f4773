/**
 * An exchange without its secrets: passwords, keys and tokens, wherever the protocol puts them.
 *
 * Bytes that nobody reads may hold anything: what stands behind the declared end of a message, and the
 * extensions of chunks. Each becomes an X, but for blanks and line ends, and so does each byte of a packed body
 * with a secret in it: how much came, and in how many lines, stays true.
 */

import { Buffer } from 'node:buffer';
import type { Exchange, Framing, Message } from '../../shared/capture/exchange.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import { encodeMessage } from '../../shared/codec/encode.ts';
import type { Field, HalfFrame } from '../../shared/codec/frame.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import { holdsSecret, isSecret } from '../../shared/codec/secret.ts';
import { textCodec } from '../charset.ts';
import type { Pseudonyms } from './pseudonym.ts';
import { unpacked } from './unpacked.ts';

const SAYS_SOMETHING = /[^ \t\r\n]/g;

const hidden = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replace(SAYS_SOMETHING, 'X'), 'latin1');

const withoutExtension = (line: string): string =>
  line.replace(/;([\s\S]*)/, (_all, extension: string) => `;${extension.replace(SAYS_SOMETHING, 'X')}`); // prettier-ignore

function withoutSecrets(fields: readonly Field[], names: Pseudonyms): readonly Field[] {
  return fields.map((field) => ({
    ...field,
    ...(isSecret(field) && { raw: names.of(field.raw) }),
    ...(field.fields !== undefined && { fields: withoutSecrets(field.fields, names) }),
  }));
}

const BARE = { head: new Uint8Array(), body: new Uint8Array() };

function redactedHead(head: Uint8Array, names: Pseudonyms): Uint8Array {
  const response = { ...BARE, head };
  const read = decodeExchange({ request: BARE, response }, { text: textCodec, language: 'en' });
  const fields = withoutSecrets(read.response?.fields ?? [], names);
  return encodeMessage(response, { summary: '', fields }, { text: textCodec }).head;
}

/** A trailer is the lines of a head that come late. */
const START = 'HTTP/1.1 200 OK\r\n';

const redactedTrailer = (trailer: string, names: Pseudonyms): string =>
  Buffer.from(redactedHead(Buffer.from(START + trailer, 'latin1'), names))
    .toString('latin1')
    .slice(START.length);

function redactedFraming(framing: Framing, names: Pseudonyms): Framing {
  if (framing.kind !== 'chunked') return framing;
  const { lines, trailer, ...rest } = framing;
  return {
    ...rest,
    ...(lines !== undefined && { lines: lines.map(withoutExtension) }),
    ...(trailer !== undefined && { trailer: redactedTrailer(trailer, names) }),
  };
}

function redacted<M extends Message>(message: M, half: HalfFrame, names: Pseudonyms): M {
  const fields = withoutSecrets(half.fields, names);
  const { head, body } = encodeMessage(message, { ...half, fields }, { text: textCodec });
  const { sha256, excess, ...rest } = message;
  // The digest of what was there before would let the secret be guessed.
  const isSame = Buffer.from(message.body).equals(body);
  return {
    ...rest,
    ...(isSame && sha256 !== undefined && { sha256 }),
    ...(excess !== undefined && { excess: hidden(excess) }),
    framing: redactedFraming(message.framing, names),
    head,
    body,
  } as M;
}

export function redactExchange(
  exchange: Exchange,
  names: Pseudonyms,
  hints?: TerminalHints,
): Exchange {
  const options = { text: textCodec, language: 'en', ...(hints && { hints }) } as const;
  const { request, response } = exchange;
  const readReply = (reply: RawMessage): HalfFrame | null =>
    decodeExchange({ request, response: reply }, options).response;
  const redactedRequest = <M extends Message>(message: M): M =>
    redacted(message, decodeExchange({ request: message, response: null }, options).request, names);
  const redactedReply = <M extends Message>(message: M): M => {
    const read = readReply(message);
    const clean = read === null ? message : redacted(message, read, names);
    const { response: plain } = unpacked({ request, response: message });
    const isPacked = plain !== null && plain !== message;
    if (!isPacked || readReply(plain)?.fields.some(holdsSecret) !== true) return clean;
    const { sha256, ...rest } = clean;
    void sha256;
    return { ...rest, body: hidden(clean.body) } as M;
  };
  const { forwarded } = request;
  return {
    ...exchange,
    request: {
      ...redactedRequest(request),
      ...(forwarded !== undefined && { forwarded: redactedRequest(forwarded) }),
    },
    response: response && {
      ...redactedReply(response),
      ...(response.interim !== undefined && {
        interim: response.interim.map((head) => redactedHead(head, names)),
      }),
      ...(response.forwarded !== undefined && { forwarded: redactedReply(response.forwarded) }),
    },
  };
}
