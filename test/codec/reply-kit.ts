/** Replies for the tests of reply bodies and commands: from sample files, or from text. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textCodec } from '../../proxy/charset.ts';
import { charsetOf } from '../../shared/codec/body-charset.ts';
import type { Charset } from '../../shared/codec/charset.ts';
import type { Field, Kind, Language } from '../../shared/codec/frame.ts';
import type { RawMessage } from '../../shared/codec/message.ts';
import type { Reading } from '../../shared/codec/read-field.ts';
import { readReplyBody, type ReplyBody } from '../../shared/codec/replies/index.ts';

const folder = join(import.meta.dirname, '../fixtures/samples');

export const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
export const gb18030 = (text: string): Uint8Array => {
  const bytes = textCodec.encode(text, 'gb18030');
  if (bytes === null) throw new Error(`not in GB18030: ${text}`);
  return new Uint8Array(bytes);
};

export const readingOf = (charset: Charset, language: Language = 'en'): Reading => ({
  text: textCodec,
  charset,
  language,
});

export const headOf = (status = '200 OK', headers = 'Content-Type: text/plain\r\n'): Uint8Array =>
  latin1(`HTTP/1.1 ${status}\r\n${headers}\r\n`);

/** A sample's message; chunk lines taken out. */
export function sample(name: string): RawMessage {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const text = Buffer.from(bytes).toString('latin1');
  const at = text.indexOf('\r\n\r\n') + 4;
  const head = bytes.slice(0, at);
  if (!/^transfer-encoding: chunked/im.test(text.slice(0, at)))
    return { head, body: bytes.slice(at) };
  const body = text.slice(at).replace(/[0-9a-f]+\r\n([^]*?)\r\n(?=[0-9a-f]+\r\n)/gi, '$1');
  return { head, body: latin1(body.replace(/0\r\n\r\n$/, '')) };
}

export interface Asked {
  readonly kind: Kind;
  readonly language?: Language;
  /** Of the terminal, appendix 2. */
  readonly terminalLanguage?: string;
}

export function readReply(
  message: RawMessage,
  { kind, language = 'en', terminalLanguage = '' }: Asked,
): ReplyBody {
  const charset = charsetOf(message.body, false, textCodec, terminalLanguage);
  const facts = { kind, sn: '5158181900025', table: '', parameters: new Map<string, string>() };
  return readReplyBody(facts, message, readingOf(charset, language));
}

export const flat = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...flat(field.fields ?? [])]);

export const named = (fields: readonly Field[], wire: string): Field | undefined =>
  flat(fields).find((field) => field.wire === wire);

/** What no top-level field covers, as text; framing is what may stand there. */
export function uncovered(body: Uint8Array, fields: readonly Field[]): string {
  const rest = [...body];
  for (const { span } of flat(fields)) {
    if (span?.part === 'body') rest.fill(-1, span.from, span.to);
  }
  return Buffer.from(rest.filter((octet) => octet >= 0)).toString('latin1');
}
