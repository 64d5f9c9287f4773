/**
 * Lines of a capture file from what they say.
 *
 * The skeleton is put together by hand: this runs on the thread that forwards, once for each exchange,
 * and a generic serialiser would first need an object that nobody else wants.
 */

import type { Exchange, Framing, Message, RequestMessage, ResponseMessage } from './exchange.ts';
import {
  CAPTURE_VERSION,
  type CaptureHeader,
  type Gap,
  type LineTools,
  type Note,
} from './line.ts';
import { sealText } from './seal.ts';

/**
 * A longer body is not tried as GB18030: there and back takes 50 ms a MiB, and the thread that forwards
 * must not stand still. The longest poll reply of a server has 40 KB.
 */
const LONGEST_GB18030 = 128 * 1024;

let knownSecond = NaN;
let knownPrefix = '';

/** As Date's toISOString; the part down to the second is kept for the next call. */
function isoTime(atMs: number): string {
  const second = Math.floor(atMs / 1000);
  if (second !== knownSecond) {
    knownPrefix = new Date(second * 1000).toISOString().slice(0, -4);
    knownSecond = second;
  }
  const milliseconds = Math.floor(atMs - second * 1000);
  const zeros = milliseconds < 10 ? '00' : milliseconds < 100 ? '0' : '';
  return `${knownPrefix}${zeros}${milliseconds}Z`;
}

/** Microseconds are as fine as the clock. */
const milliseconds = (value: number): number => Math.round(value * 1000) / 1000;

const latin1 = (bytes: Uint8Array, { text }: LineTools): string =>
  JSON.stringify(text.decode(bytes, 0, bytes.length, 'latin1'));

/** `body` as text where that text turns back into the same bytes, else as base64. */
function bodyParts(body: Uint8Array, { text, base64 }: LineTools): string {
  if (body.length === 0) return '"body":"","encoding":"utf-8"';
  if (text.isValid(body, 'ascii')) {
    return `"body":${JSON.stringify(text.decode(body, 0, body.length, 'ascii'))},"encoding":"utf-8"`;
  }
  for (const charset of ['utf-8', 'gb18030'] as const) {
    if (charset === 'gb18030' && body.length > LONGEST_GB18030) break;
    if (text.isValid(body, charset)) {
      return `"body":${JSON.stringify(text.decode(body, 0, body.length, charset))},"encoding":"${charset}"`;
    }
  }
  return `"body":"${base64.encode(body)}","encoding":"base64"`;
}

function framingParts(framing: Framing): string {
  if (framing.kind !== 'chunked') return `"framing":"${framing.kind}"`;
  const { chunks, lines, trailer } = framing;
  let parts = `"framing":"chunked","chunks":[${chunks.join(',')}]`;
  if (lines !== undefined) parts += `,"chunkLines":${JSON.stringify(lines)}`;
  if (trailer !== undefined) parts += `,"trailer":${JSON.stringify(trailer)}`;
  return parts;
}

function messageParts(message: Message, tools: LineTools): string {
  const { head, body, size, framing } = message;
  let parts = `"head":${latin1(head, tools)},${bodyParts(body, tools)},"size":${size},${framingParts(framing)}`;
  if (message.truncated === true) parts += ',"truncated":true';
  if (message.sha256 !== undefined) parts += `,"sha256":${JSON.stringify(message.sha256)}`;
  if (message.incomplete === true) parts += ',"incomplete":true';
  if (message.excess !== undefined) parts += `,"excess":${latin1(message.excess, tools)}`;
  return parts;
}

function changeParts(message: RequestMessage | ResponseMessage, tools: LineTools): string {
  const { forwarded, changedBy } = message;
  if (forwarded === undefined && changedBy === undefined) return '';
  const got = forwarded === undefined ? '' : `,"forwarded":{${messageParts(forwarded, tools)}}`;
  return changedBy === undefined ? got : `${got},"changedBy":${JSON.stringify(changedBy)}`;
}

function responseObject(response: ResponseMessage, tools: LineTools): string {
  const { by, interim } = response;
  const heads =
    interim === undefined
      ? ''
      : `,"interim":[${interim.map((head) => latin1(head, tools)).join(',')}]`;
  return `{${messageParts(response, tools)},"by":"${by}"${heads}${changeParts(response, tools)}}`;
}

/** An exchange's line without its seal: the bytes that the checksum covers, as text. */
export function unsealedExchange(exchange: Exchange, tools: LineTools): string {
  const { n, atMs, connection, peer, request, response, timing, outcome } = exchange;
  const { requestMs, firstByteMs, totalMs } = timing;
  return (
    `{"type":"exchange","n":${n},"at":"${isoTime(atMs)}","connection":${connection},"peer":${JSON.stringify(peer)},` +
    `"request":{${messageParts(request, tools)}${changeParts(request, tools)}},` +
    `"response":${response === null ? 'null' : responseObject(response, tools)},` +
    `"timing":{"requestMs":${milliseconds(requestMs)},` +
    `"firstByteMs":${firstByteMs === null ? 'null' : milliseconds(firstByteMs)},` +
    `"totalMs":${milliseconds(totalMs)}},"outcome":"${outcome}"`
  );
}

function sealed(unsealed: string, tools: LineTools): string {
  const bytes = tools.text.encode(unsealed, 'utf-8');
  if (bytes === null) throw new RangeError('a line cannot be expressed in UTF-8');
  return `${unsealed}${sealText(tools.crc32(bytes))}\n`;
}

const sealedObject = (value: Readonly<Record<string, unknown>>, tools: LineTools): string =>
  sealed(JSON.stringify(value).slice(0, -1), tools);

/** All lines end in LF. */
export const exchangeLine = (exchange: Exchange, tools: LineTools): string =>
  sealed(unsealedExchange(exchange, tools), tools);

export const headerLine = (header: Omit<CaptureHeader, 'version'>, tools: LineTools): string =>
  sealedObject({ pushscope: 'capture', version: CAPTURE_VERSION, ...header }, tools);

export const gapLine = (gap: Gap, tools: LineTools): string =>
  sealedObject({ type: 'gap', ...gap }, tools);

export const noteLine = (note: Note, tools: LineTools): string =>
  sealedObject({ type: 'note', ...note }, tools);

/** One change of state of an injected command. */
export const injectionLine = (
  injection: Readonly<Record<string, unknown>>,
  tools: LineTools,
): string => sealedObject({ type: 'injection', ...injection }, tools);
