/** Answers: JSON, errors as one sentence, and the bare bytes of a refused upgrade. */

import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiError } from '../../shared/link/api.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** A request that cannot be answered, and why, for whoever sent it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** Where in the filter text it went wrong. */
  readonly at: number | undefined;

  constructor(status: number, code: string, message: string, at?: number) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.at = at;
  }
}

export const badQuery = (message: string): Refused => new Refused(400, 'QUERY', message);

interface Said {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly at?: number | undefined;
}

const errorText = ({ code, message, at }: Said): string => {
  const error: ApiError = { error: { code, message, ...(at === undefined ? {} : { at }) } };
  return JSON.stringify(error);
};

const extraHeaders = (status: number): Record<string, string> =>
  status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};

/** Sends JSON that is text already. */
export function sendJsonText(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...extraHeaders(status),
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
  });
  response.end(body);
}

export const sendJson = (response: ServerResponse, value: unknown): void =>
  sendJsonText(response, 200, JSON.stringify(value));

export function sendNothing(response: ServerResponse): void {
  response.writeHead(204, { ...SECURITY_HEADERS, 'Cache-Control': 'no-store' });
  response.end();
}

export function sendError(response: ServerResponse, said: Said): void {
  if (response.headersSent) response.destroy();
  else sendJsonText(response, said.status, errorText(said));
}

/** Refuses on a connection that has no response object (upgrade, CONNECT) and ends it. */
export function refuseSocket(socket: Duplex, said: Said): void {
  const body = errorText(said);
  const headers = Object.entries({
    ...SECURITY_HEADERS,
    ...extraHeaders(said.status),
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${said.status} ${STATUS_CODES[said.status] ?? ''}\r\n${head}\r\n${body}`);
}
