/**
 * Exchanges as entries of HAR 1.2, and back. HAR knows text only and no order of headers on the wire, so
 * the capture's own line goes with each entry as `_line`: what we wrote comes back byte by byte.
 */

import { Buffer, isUtf8 } from 'node:buffer';
import type { Exchange, Message } from '../../shared/capture/exchange.ts';
import { exchangeLine, readLine } from '../../shared/capture/line.ts';
import { lineTools } from '../record/line-tools.ts';

interface NameValue {
  readonly name: string;
  readonly value: string;
}

export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly headers: readonly NameValue[];
    readonly postData?: {
      readonly mimeType: string;
      readonly text: string;
      readonly encoding?: string;
    };
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly headers: readonly NameValue[];
    readonly content: { readonly text?: string; readonly encoding?: string };
  };
  readonly _line?: string;
}

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

const bytesOf = (text = '', encoding?: string): Buffer =>
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

/** Null when the entry is not one. Without our own line the bytes are made anew from what HAR tells. */
export function exchangeOfHar(entry: HarEntry, n: number): Exchange | null {
  if (typeof entry._line === 'string') {
    const read = readLine(Buffer.from(entry._line, 'utf8'), lineTools);
    if (read.type === 'exchange') return read.exchange;
  }
  const { request, response } = entry;
  if (typeof request?.url !== 'string' || !URL.canParse(request.url)) return null;
  const { pathname, search, host } = new URL(request.url);
  const headers = request.headers.some(({ name }) => name.toLowerCase() === 'host')
    ? request.headers
    : [{ name: 'Host', value: host }, ...request.headers];
  const { text, encoding } = request.postData ?? {};
  const atMs = Date.parse(entry.startedDateTime);
  const hasReply = (response?.status ?? 0) > 0;
  return {
    n,
    atMs: Number.isNaN(atMs) ? 0 : atMs,
    connection: n,
    peer: '',
    request: messageOf(`${request.method} ${pathname}${search} HTTP/1.1`, headers, bytesOf(text, encoding)), // prettier-ignore
    response: hasReply
      ? {
          ...messageOf(`HTTP/1.1 ${response.status} ${response.statusText}`.trimEnd(), response.headers, bytesOf(response.content.text, response.content.encoding)), // prettier-ignore
          by: 'server',
        }
      : null,
    timing: { requestMs: 0, firstByteMs: hasReply ? entry.time : null, totalMs: entry.time },
    outcome: hasReply ? 'complete' : 'server-aborted',
  };
}
