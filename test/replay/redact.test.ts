/** What stands in a redacted exchange wherever bytes are kept: as much as there was, and no secret. */

import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { Pseudonyms } from '../../proxy/replay/pseudonym.ts';
import { redactExchange } from '../../proxy/replay/redact.ts';
import { SERIAL, exchangeOf, get, reply } from './day.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const exchange = exchangeOf([get(`/iclock/posrequest?SN=${SERIAL}&Pwd=471100`), reply('C:7:SET OPTION CardPass=471100\n')], 1); // prettier-ignore
const response = exchange.response as NonNullable<Exchange['response']>;
const redacted = (each: Exchange) => redactExchange(each, new Pseudonyms('salt'));

const EXCESS = 'POST /iclock/x?SN=1&Pwd=471100 HTTP/1.1\r\n\r\n';
const HIDDEN = 'XXXX XXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXX\r\n\r\n';

test('behind the declared end every byte but blanks and line ends is an X', () => {
  const excess = bytes(EXCESS);
  const { request, response: replied } = redacted({
    ...exchange,
    request: { ...exchange.request, excess, forwarded: { ...exchange.request, excess } },
    response: { ...response, excess, forwarded: { ...response, excess } },
  });
  for (const message of [request, request.forwarded, replied, replied?.forwarded])
    expect(Buffer.from(message?.excess ?? []).toString('latin1')).toBe(HIDDEN);
});

const LINES = ['5;pwd=471100\r\n', '\r\n0\r\n', '\r\n'];
const PACKED = gzipSync(response.body);

describe.each<[string, Exchange]>([
  ['a request that was rewritten on the way', { ...exchange, request: { ...exchange.request, forwarded: exchange.request, changedBy: 'a rule' } }], // prettier-ignore
  ['a reply that was rewritten on the way', { ...exchange, response: { ...response, forwarded: response } }], // prettier-ignore
  ['an interim reply', { ...exchange, response: { ...response, interim: [bytes('HTTP/1.1 103 Early Hints\r\nSet-Cookie: 471100\r\n\r\n')] } }], // prettier-ignore
  ['an extension of a chunk', { ...exchange, response: { ...response, framing: { kind: 'chunked', chunks: [5], lines: LINES } } }], // prettier-ignore
  ['a trailer', { ...exchange, response: { ...response, framing: { kind: 'chunked', chunks: [5], trailer: 'Authorization: 471100\r\n' } } }], // prettier-ignore
])('%s', (_where, each) => {
  test('holds no secret, and is as long as it was', () => {
    const all = (message: unknown): string =>
      JSON.stringify(message, (_key, value: unknown) =>
        value instanceof Uint8Array || (value as { type?: unknown } | null)?.type === 'Buffer'
          ? Buffer.from(value as Uint8Array).toString('latin1')
          : value,
      );
    expect(all(each)).toContain('471100');
    expect(all(redacted(each))).not.toContain('471100');
    expect(all(redacted(each))).toHaveLength(all(each).length);
  });
});

test('the digest of a reply that was cut goes with its secret', () => {
  const cut = { ...response, truncated: true, sha256: 'a'.repeat(64), size: 1_000_000 };
  expect(redacted({ ...exchange, response: cut }).response).not.toHaveProperty('sha256');
});

test('a packed reply with a secret in it is as many X', () => {
  const head = bytes('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n');
  const packed = { ...response, head, body: PACKED, size: PACKED.length };
  const { body } = redacted({ ...exchange, response: packed }).response ?? response;
  expect(body).toHaveLength(PACKED.length);
  expect(Buffer.from(body).toString('latin1')).toMatch(/^[X\s]*$/);
  const harmless = gzipSync('OK');
  const kept = redacted({ ...exchange, response: { ...packed, body: harmless } }).response;
  expect(Buffer.from(kept?.body ?? []).equals(harmless)).toBe(true);
});
