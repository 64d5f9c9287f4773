/** An exchange without its secrets: passwords, keys and tokens, wherever the protocol puts them. */

import { Buffer } from 'node:buffer';
import type {
  Exchange,
  Message,
  RequestMessage,
  ResponseMessage,
} from '../../shared/capture/exchange.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import { encodeMessage } from '../../shared/codec/encode.ts';
import type { Field, HalfFrame } from '../../shared/codec/frame.ts';
import { isSecret } from '../../shared/codec/secret.ts';
import { textCodec } from '../charset.ts';
import type { Pseudonyms } from './pseudonym.ts';

function withoutSecrets(fields: readonly Field[], names: Pseudonyms): readonly Field[] {
  return fields.map((field) => ({
    ...field,
    ...(isSecret(field) && { raw: names.of(field.raw) }),
    ...(field.fields !== undefined && { fields: withoutSecrets(field.fields, names) }),
  }));
}

function redacted<M extends Message>(message: M, half: HalfFrame, names: Pseudonyms): M {
  const fields = withoutSecrets(half.fields, names);
  const { head, body } = encodeMessage(message, { ...half, fields }, { text: textCodec });
  const { sha256, ...rest } = message;
  // The digest of what was there before would let the secret be guessed.
  const isSame = Buffer.from(message.body).equals(body);
  return { ...rest, ...(isSame && sha256 !== undefined && { sha256 }), head, body } as M;
}

export function redactExchange(
  exchange: Exchange,
  names: Pseudonyms,
  hints?: TerminalHints,
): Exchange {
  const options = { text: textCodec, language: 'en', ...(hints && { hints }) } as const;
  const { request, response } = exchange;
  const frame = decodeExchange({ request, response }, options);
  const redactedRequest = (message: RequestMessage | Message): Message =>
    redacted(message, decodeExchange({ request: message, response: null }, options).request, names);
  const redactedReply = (message: Message): Message => {
    const read = decodeExchange({ request, response: message }, options).response;
    return read === null ? message : redacted(message, read, names);
  };
  const cleanRequest: RequestMessage = {
    ...redacted(request, frame.request, names),
    ...(request.forwarded !== undefined && { forwarded: redactedRequest(request.forwarded) }),
  };
  const cleanReply: ResponseMessage | null =
    response === null
      ? null
      : {
          ...response,
          ...redactedReply(response),
          by: response.by,
          ...(response.forwarded !== undefined && { forwarded: redactedReply(response.forwarded) }),
        };
  return { ...exchange, request: cleanRequest, response: cleanReply };
}
