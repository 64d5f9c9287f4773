/** A recorded request as somebody rewrote it: from its text, with whatever does not parse told by its place. */

import { Buffer } from 'node:buffer';
import type { RequestMessage } from '../../shared/capture/exchange.ts';
import { charsetOf } from '../../shared/codec/body-charset.ts';
import type { Charset } from '../../shared/codec/charset.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Field, Span } from '../../shared/codec/frame.ts';
import { readRequestLine } from '../../shared/codec/request-line.ts';
import { textCodec } from '../charset.ts';
import { withBody } from './rewrite.ts';

/** `message` is a sentence without its subject: `line 3 is no header field, …`. */
export class EditError extends Error {
  /** Where in the text. */
  readonly at: number;

  constructor(at: number, sentence: string) {
    super(sentence);
    this.at = at;
  }
}

const HEADER = /^(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*:|[ \t]+\S)/;
const CONTENT_LENGTH = /^Content-Length[ \t]*:/im;

interface Halves {
  readonly head: string;
  readonly body: string;
  readonly bodyFrom: number;
}

/** The first blank line ends the head. */
function halves(text: string): Halves {
  const blank = /\r?\n\r?\n/.exec(text);
  if (blank === null)
    return { head: text.replace(/[\r\n]+$/, ''), body: '', bodyFrom: text.length };
  const bodyFrom = blank.index + blank[0].length;
  return { head: text.slice(0, blank.index), body: text.slice(bodyFrom), bodyFrom };
}

/** Throws EditError for a head that is none. */
function checkHead(head: string): void {
  const line = readRequestLine(head);
  if (line === null || line.versionFrom === line.versionTo || line.targetFrom >= line.targetTo) {
    throw new EditError(0, 'line 1 is no request line; write METHOD /PATH HTTP/1.1');
  }
  let at = 0;
  head.split('\n').forEach((text, index) => {
    if (index > 0 && !HEADER.test(text)) {
      throw new EditError(at, `line ${index + 1} is no header field; write NAME: VALUE, and a blank line before the body`); // prettier-ignore
    }
    at += text.length + 1;
  });
  const foreign = head.search(/[^\0-\xff]/);
  if (foreign >= 0) {
    throw new EditError(foreign, `"${head.charAt(foreign)}" cannot stand in a head; write it percent-encoded`); // prettier-ignore
  }
}

/** Names of people may be new: what an ASCII body gets is written as ZKECO writes to Chinese terminals. */
function charsetFor({ body }: RequestMessage): Charset {
  const charset = charsetOf(body, false, textCodec, '');
  return charset === 'ascii' ? 'gb18030' : charset;
}

function encodedBody({ body, bodyFrom }: Halves, charset: Charset): Uint8Array {
  const bytes = textCodec.encode(body, charset);
  if (bytes !== null) return bytes;
  const at = [...body].findIndex((letter) => textCodec.encode(letter, charset) === null);
  const letters = [...body].slice(0, Math.max(0, at));
  throw new EditError(
    bodyFrom + letters.join('').length,
    `"${[...body][at] ?? ''}" cannot be written in ${charset}, the charset of the recorded body`,
  );
}

/** Leaves that stand on the wire and cannot be read. */
function unreadable(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) =>
    field.fields !== undefined && field.fields.length > 0
      ? unreadable(field.fields)
      : field.value === null && field.span !== null && field.raw.trim() !== ''
        ? [field]
        : [],
  );
}

const fieldsOf = (request: RequestMessage): readonly Field[] =>
  decodeExchange({ request, response: null }, { text: textCodec, language: 'en' }).request.fields;

const nameOf = ({ wire, key }: Field): string => (wire === '' ? key : wire);

export function editedRequest(original: RequestMessage, text: string): RequestMessage {
  const parts = halves(text);
  checkHead(parts.head);
  const charset = charsetFor(original);
  const body = encodedBody(parts, charset);
  const lines = parts.head.split(/\r?\n/);
  if (body.length > 0 && !CONTENT_LENGTH.test(parts.head) && original.framing.kind !== 'chunked') {
    lines.push(`Content-Length: ${body.length}`);
  }
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const { forwarded, changedBy, excess, ...kept } = original;
  void [forwarded, changedBy, excess];
  const edited = withBody({ ...kept, head }, head.toString('latin1'), body);
  const before = new Set(
    unreadable(fieldsOf(original)).map((field) => `${field.key}=${field.raw}`),
  );
  const [wrong] = unreadable(fieldsOf(edited)).filter(
    ({ key, raw }) => !before.has(`${key}=${raw}`),
  );
  if (wrong === undefined) return edited;
  const at = placeOf(wrong.span as Span, parts, edited);
  const line = text.slice(0, at).split('\n').length;
  throw new EditError(at, `${nameOf(wrong)} in line ${line} cannot be read: "${wrong.raw}"`);
}

/** Where bytes of a message stand in its text. */
function placeOf({ part, from }: Span, { head, bodyFrom }: Halves, edited: RequestMessage): number {
  if (part === 'body') {
    const before = Buffer.from(edited.body.subarray(0, from));
    return bodyFrom + textCodec.decode(before, 0, before.length, charsetFor(edited)).length;
  }
  const wire = Buffer.from(edited.head).toString('latin1');
  const at = part === 'target' ? (readRequestLine(wire)?.targetFrom ?? 0) + from : from;
  // Line ends have two bytes there.
  const ends = wire.slice(0, at).split('\r\n').length - 1;
  return Math.min(head.length, at - (head.includes('\r\n') ? 0 : ends));
}
