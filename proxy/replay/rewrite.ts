/** A recorded request as it is to be sent now: to another host, with other ids, serials and days. */

import { Buffer } from 'node:buffer';
import type { Message, RequestMessage } from '../../shared/capture/exchange.ts';
import { encodeMessage } from '../../shared/codec/encode.ts';
import type { Field, Frame } from '../../shared/codec/frame.ts';
import { textCodec } from '../charset.ts';

/** The new text of a field; undefined leaves it. */
export type Change = (field: Field) => string | undefined;

function changed(fields: readonly Field[], change: Change): readonly Field[] {
  return fields.map((field) => {
    const parts = field.fields === undefined ? undefined : changed(field.fields, change);
    const raw = change(field);
    if (raw === undefined && parts === field.fields) return field;
    return { ...field, raw: raw ?? field.raw, ...(parts !== undefined && { fields: parts }) };
  });
}

const HOST = /^(Host:[ \t]*)[^\r\n]*/im;
const CONTENT_LENGTH = /^(Content-Length:[ \t]*)[^\r\n]*/im;

const withHeader = (head: string, line: RegExp, value: string): string =>
  head.replace(line, (_all, before: string) => `${before}${value}`);

export const withBody = (message: Message, head: string, body: Uint8Array): Message => {
  const isSame = Buffer.from(message.body).equals(body);
  const sized = isSame ? head : withHeader(head, CONTENT_LENGTH, String(body.length));
  const { framing } = message;
  return {
    ...message,
    head: Buffer.from(sized, 'latin1'),
    body,
    size: body.length,
    framing:
      isSame || framing.kind !== 'chunked'
        ? framing
        : { kind: 'chunked', chunks: body.length === 0 ? [] : [body.length] },
  };
};

/** `frame` is the reading of `request`. */
export function rewriteRequest(
  request: RequestMessage,
  frame: Frame,
  host: string,
  changes: readonly Change[],
): RequestMessage {
  const change: Change = (field) => {
    let raw: string | undefined;
    for (const each of changes) raw = each(raw === undefined ? field : { ...field, raw }) ?? raw;
    return raw;
  };
  const half = { ...frame.request, fields: changed(frame.request.fields, change) };
  const { head, body } = encodeMessage(request, half, { text: textCodec });
  const named = withHeader(Buffer.from(head).toString('latin1'), HOST, host);
  return withBody(request, named, body);
}

/** The same bytes to another host. */
export function toHost(request: RequestMessage, host: string): RequestMessage {
  const head = Buffer.from(request.head).toString('latin1');
  const named = withHeader(head, HOST, host);
  return named === head ? request : { ...request, head: Buffer.from(named, 'latin1') };
}

/** Acknowledgements under the numbers that the server under test gave. */
export const withIds =
  (ids: ReadonlyMap<string, string>): Change =>
  ({ key, raw }) =>
    key === 'resultId' ? ids.get(raw.trim()) : undefined;

export const withSerial =
  (from: string, to: string): Change =>
  ({ key, raw }) =>
    key === 'sn' && raw === from && from !== to ? to : undefined;
