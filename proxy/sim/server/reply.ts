/** Replies of the built-in ZKECO: header names, order and case as a real one behind Apache sends them. */

import type { ServerResponse } from 'node:http';

export type HeaderRow = readonly [name: string, value: string];

export interface Reply {
  readonly status: number;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly extra: readonly HeaderRow[];
  /** Null leaves the header out: the reply ends with the connection. */
  readonly length: number | null;
}

const asciiBytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** A 200 with plain text: what a terminal always gets, errors included. */
export const plain = (body: string | Uint8Array): Reply => {
  const bytes = typeof body === 'string' ? asciiBytes(body) : body;
  return { status: 200, body: bytes, contentType: 'text/plain', extra: [], length: bytes.length };
};

/** As `plain`, without Content-Length (observed for UNKNOWNDEVICE). */
export const unframed = (body: string): Reply => ({ ...plain(body), length: null });

export const html = (status: number, page: string, extra: readonly HeaderRow[] = []): Reply => {
  const body = Buffer.from(page, 'utf8');
  return { status, body, contentType: 'text/html; charset=utf-8', extra, length: body.length };
};

export const file = (body: Uint8Array): Reply => ({
  status: 200,
  body,
  contentType: 'application/octet-stream',
  extra: [],
  length: body.length,
});

export const notFound = (path: string): Reply =>
  html(
    404,
    `<h1>Not Found</h1><p>The requested URL ${escapeHtml(path)} was not found on this server.</p>`,
  );

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Writes the reply; `sentAt` becomes `Date`, by which terminals set their clocks. */
export function send(response: ServerResponse, reply: Reply, sentAt: number): void {
  const length: readonly HeaderRow[] =
    reply.length === null ? [] : [['Content-Length', String(reply.length)]];
  const rows: readonly HeaderRow[] = [
    ['Date', new Date(sentAt).toUTCString()],
    ['Server', 'Apache/2.4.29 (Win64) mod_wsgi/4.5.24 Python/2.7'],
    ...length,
    ['Content-Language', 'zh-cn'],
    ['Vary', 'Accept-Language,Cookie'],
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-store'],
    ...reply.extra,
    ['Connection', 'close'],
    ['Content-Type', reply.contentType],
  ];
  response.sendDate = false;
  response.useChunkedEncodingByDefault = false;
  response.writeHead(reply.status, rows.flat());
  response.end(reply.body);
}
