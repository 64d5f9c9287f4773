/** Exchanges for tests of the capture: short to write, whole in every field. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange, Message, ResponseMessage } from '../../shared/capture/exchange.ts';

const samples = join(import.meta.dirname, '../fixtures/samples');

export const sample = (name: string): Buffer => readFileSync(join(samples, name));

export const octets = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');

export const requestOf = (head: string, body = ''): Message => ({
  head: octets(head),
  body: octets(body),
  size: body.length,
  framing: { kind: 'length' },
});

export const responseOf = (head: string, body = ''): ResponseMessage => ({
  ...requestOf(head, body),
  by: 'server',
});

export const exchangeOf = (parts: Partial<Exchange>): Exchange => ({
  n: 17,
  atMs: Date.UTC(2018, 10, 2, 9, 5, 36, 123),
  connection: 4,
  peer: '192.168.1.50:40213',
  request: requestOf('GET /iclock/posrequest?SN=5158181900025 HTTP/1.1\r\n\r\n'),
  response: responseOf('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n', 'OK'),
  timing: { requestMs: 0.2, firstByteMs: 3.1, totalMs: 3.2 },
  outcome: 'complete',
  ...parts,
});
