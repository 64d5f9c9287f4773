/** A line of the capture as the desk hands it over, read back into bytes. */

import { OUTCOMES, type Outcome } from '../../../shared/capture/exchange.ts';
import { encodeGb18030 } from './gb18030.ts';

export type TextCharset = 'utf-8' | 'gb18030' | 'latin1';

export interface MessageLine {
  readonly head: Uint8Array;
  readonly headCharset: TextCharset;
  /** The de-framed body, or its beginning when `truncated`. */
  readonly body: Uint8Array;
  readonly bodyCharset: TextCharset;
  /** Of the whole body. */
  readonly size: number;
  readonly truncated: boolean;
  readonly incomplete: boolean;
  readonly framing: 'length' | 'chunked' | 'close' | null;
  readonly by: 'server' | 'pushscope';
  /** What the other side got, when the message was changed on the way. */
  readonly forwarded: MessageLine | null;
  readonly changedBy: string;
}

export interface ExchangeLine {
  readonly n: number;
  readonly at: string;
  readonly connection: number;
  readonly peer: string;
  readonly outcome: Outcome;
  readonly requestMs: number;
  readonly firstByteMs: number | null;
  readonly totalMs: number;
  readonly request: MessageLine;
  readonly response: MessageLine | null;
}

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const number = (value: unknown) => (typeof value === 'number' ? value : 0);

const latin1 = (characters: string) =>
  Uint8Array.from(characters, (one) => one.charCodeAt(0) & 0xff);

const isValid = (bytes: Uint8Array, charset: string) => {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** The charset that bytes without a name are shown in. */
const charsetOf = (bytes: Uint8Array): TextCharset =>
  isValid(bytes, 'utf-8') ? 'utf-8' : isValid(bytes, 'gb18030') ? 'gb18030' : 'latin1';

function bodyOf(message: Json): Pick<MessageLine, 'body' | 'bodyCharset'> {
  const body = text(message['body']);
  switch (message['encoding']) {
    case 'gb18030':
      return { body: encodeGb18030(body), bodyCharset: 'gb18030' };
    case 'base64':
      return { body: latin1(atob(body)), bodyCharset: 'latin1' };
    default:
      return { body: new TextEncoder().encode(body), bodyCharset: 'utf-8' };
  }
}

function framingOf(value: unknown): MessageLine['framing'] {
  const kind = isJson(value) ? value['kind'] : value;
  return kind === 'length' || kind === 'chunked' || kind === 'close' ? kind : null;
}

function readMessage(value: unknown): MessageLine | null {
  if (!isJson(value)) return null;
  const head = latin1(text(value['head']));
  const body = bodyOf(value);
  return {
    head,
    headCharset: charsetOf(head),
    ...body,
    size: typeof value['size'] === 'number' ? value['size'] : body.body.length,
    truncated: Boolean(value['truncated']),
    incomplete: Boolean(value['incomplete']),
    framing: framingOf(value['framing']),
    by: value['by'] === 'pushscope' ? 'pushscope' : 'server',
    forwarded: readMessage(value['forwarded']),
    changedBy: text(value['changedBy']),
  };
}

const NO_MESSAGE: Json = { head: '', body: '' };

export function readLine(line: Json): ExchangeLine {
  const timing = isJson(line['timing']) ? line['timing'] : {};
  const firstByteMs = timing['firstByteMs'];
  return {
    n: number(line['n']),
    at: text(line['at']),
    connection: number(line['connection']),
    peer: text(line['peer']),
    outcome: OUTCOMES.find((outcome) => outcome === line['outcome']) ?? 'malformed',
    requestMs: number(timing['requestMs']),
    firstByteMs: typeof firstByteMs === 'number' ? firstByteMs : null,
    totalMs: number(timing['totalMs']),
    request: readMessage(line['request']) ?? (readMessage(NO_MESSAGE) as MessageLine),
    response: readMessage(line['response']),
  };
}
