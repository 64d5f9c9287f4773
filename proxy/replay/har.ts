/**
 * Exchanges as entries of HAR 1.2, and back. HAR knows text only and no order of headers on the wire, so
 * the capture's own line goes with each entry as `_line`: what we wrote comes back byte by byte.
 */

import { Buffer, isUtf8 } from 'node:buffer';
import type { Exchange, Message } from '../../shared/capture/exchange.ts';
import { exchangeLine, readLine } from '../../shared/capture/line.ts';
import { lineTools } from '../record/line-tools.ts';
import { readHarEntry, type HarText, type NameValue } from './har-entry.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function headersOf(head: string): NameValue[] {
  return head
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon === -1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }]; // prettier-ignore
    });
}

const textOf = (body: Uint8Array): { text: string; encoding?: string } =>
  isUtf8(body)
    ? { text: Buffer.from(body).toString('utf8') }
    : { text: Buffer.from(body).toString('base64'), encoding: 'base64' };

const typeOf = (headers: readonly NameValue[]): string =>
  headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';

export function harEntry(exchange: Exchange): object {
  const { request, response, timing, atMs, connection } = exchange;
  const head = latin1(request.head);
  const [method = '', target = '', httpVersion = 'HTTP/1.1'] = (head.split(/\r?\n/, 1)[0] ?? '').split(' '); // prettier-ignore
  const headers = headersOf(head);
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? 'unknown';
  const replyHead = response === null ? '' : latin1(response.head);
  const [, version = '', status = '0', statusText = ''] =
    /^(\S+) +(\d{3}) ?([^\r\n]*)/.exec(replyHead) ?? [];
  const replyHeaders = headersOf(replyHead);
  const firstMs = timing.firstByteMs ?? timing.totalMs;
  return {
    startedDateTime: new Date(atMs).toISOString(),
    time: timing.totalMs,
    request: {
      method,
      url: /^\w+:/.test(target) ? target : `http://${host}${target}`,
      httpVersion,
      headers,
      queryString: [...new URLSearchParams(target.split('?')[1] ?? '')].map(([name, value]) => ({ name, value })), // prettier-ignore
      cookies: [],
      headersSize: request.head.length,
      bodySize: request.size,
      ...(request.body.length > 0 && { postData: { mimeType: typeOf(headers), ...textOf(request.body) } }), // prettier-ignore
    },
    response: {
      status: Number(status),
      statusText,
      httpVersion: version,
      headers: replyHeaders,
      cookies: [],
      content: {
        size: response?.size ?? 0,
        mimeType: typeOf(replyHeaders),
        ...(response !== null && textOf(response.body)),
      },
      redirectURL: replyHeaders.find(({ name }) => name.toLowerCase() === 'location')?.value ?? '',
      headersSize: response?.head.length ?? -1,
      bodySize: response?.size ?? -1,
    },
    cache: {},
    timings: {
      send: timing.requestMs,
      wait: Math.max(0, firstMs - timing.requestMs),
      receive: Math.max(0, timing.totalMs - firstMs),
    },
    connection: String(connection),
    _line: exchangeLine(exchange, lineTools).trimEnd(),
  };
}

const bytesOf = ({ text = '', encoding }: HarText = {}): Buffer =>
  Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');

const NOT_REBUILT = /^(?:content-length|transfer-encoding)$/i;

function messageOf(startLine: string, headers: readonly NameValue[], body: Buffer): Message {
  const lines = headers
    .filter(({ name }) => !NOT_REBUILT.test(name) && !name.startsWith(':'))
    .map(({ name, value }) => `${name}: ${value}`);
  if (body.length > 0) lines.push(`Content-Length: ${body.length}`);
  const head = Buffer.from(`${[startLine, ...lines].join('\r\n')}\r\n\r\n`, 'latin1');
  return { head, body, size: body.length, framing: { kind: 'length' } };
}

/** What we wrote ourselves; null when it does not hold any more, or when another program wrote the entry. */
function ownExchange(entry: unknown): Exchange | null {
  const line = (entry as { readonly _line?: unknown } | null | undefined)?._line;
  if (typeof line !== 'string') return null;
  const read = readLine(Buffer.from(line, 'utf8'), lineTools);
  return read.type === 'exchange' ? read.exchange : null;
}

/** Without our own line the bytes are made anew from what HAR tells. Throws HarFault when that is no exchange. */
export function exchangeOfHar(entry: unknown, n: number): Exchange {
  const own = ownExchange(entry);
  if (own !== null) return own;
  const { startedDateTime, time, request, response } = readHarEntry(entry);
  const { pathname, search, host } = new URL(request.url);
  const headers = request.headers.some(({ name }) => name.toLowerCase() === 'host')
    ? request.headers
    : [{ name: 'Host', value: host }, ...request.headers];
  return {
    n,
    atMs: Date.parse(startedDateTime),
    connection: n,
    peer: '',
    request: messageOf(`${request.method} ${pathname}${search} HTTP/1.1`, headers, bytesOf(request.postData)), // prettier-ignore
    response:
      response === null
        ? null
        : {
            ...messageOf(`HTTP/1.1 ${response.status} ${response.statusText}`.trimEnd(), response.headers, bytesOf(response.content)), // prettier-ignore
            by: 'server',
          },
    timing: { requestMs: 0, firstByteMs: response === null ? null : time, totalMs: time },
    outcome: response === null ? 'server-aborted' : 'complete',
  };
}
