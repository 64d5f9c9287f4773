/** Exchanges for the page to show, made of the wire samples. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange, Message } from '../../shared/capture/exchange.ts';

const folder = join(import.meta.dirname, '../fixtures/samples');

function message(bytes: Buffer): Message {
  const headTo = bytes.indexOf('\r\n\r\n') + 4;
  const body = bytes.subarray(headTo);
  return { head: bytes.subarray(0, headTo), body, size: body.length, framing: { kind: 'length' } };
}

export const sample = (name: string): Message =>
  message(readFileSync(join(folder, `${name}.http`)));

/** The same message with another text in its place, as if another terminal had sent it. */
function altered(from: Message, change: (text: string) => string): Message {
  const bytes = Buffer.concat([from.head, from.body]).toString('latin1');
  return message(Buffer.from(change(bytes), 'latin1'));
}

export interface Wish {
  readonly request: string;
  readonly response: string | null;
  readonly sn?: string;
  readonly outcome?: Exchange['outcome'];
  /** What the other side got in place of the reply. */
  readonly forwarded?: Message;
}

const START = Date.parse('2026-11-24T04:05:36.123Z');

/** Exchange number `n`; a second and a little passes between one and the next. */
export function exchange(n: number, wish: Wish, atMs = START + n * 1_237): Exchange {
  const sn = wish.sn ?? '5158181900025';
  const request = altered(sample(wish.request), (text) =>
    text.replace(/(SN=)[^& ]*/, (_, name: string) => name + sn),
  );
  const reply = wish.response === null ? null : sample(wish.response);
  const change =
    wish.forwarded === undefined
      ? {}
      : { forwarded: wish.forwarded, changedBy: 'pass: answer NO to uploads of BUYLOG' };
  return {
    n,
    atMs,
    connection: n,
    peer: `192.168.1.${50 + (Number(sn.at(-1)) || 0)}:40213`,
    request,
    response: reply === null ? null : { ...reply, by: 'server', ...change },
    timing: {
      requestMs: 0.2 + (n % 3) / 10,
      firstByteMs: reply === null ? null : 2.1 + (n % 7),
      totalMs: 3.2 + (n % 7),
    },
    outcome: wish.outcome ?? (reply === null ? 'server-aborted' : 'complete'),
  };
}

export const SERIALS = [
  '5158181900025',
  '5158181900031',
  '5158182100007',
  '3399170200112',
] as const;

export const POLL: Wish = { request: 'c01-poll-request', response: 'c01-poll-response-ok' };

/** A morning in a canteen: what each terminal says once, polls between. */
export const MORNING: readonly Wish[] = [
  { request: 'a01-init-request', response: 'a01-init-response' },
  { request: 'a07-time-request', response: 'a08-time-response-spec', sn: SERIALS[1] },
  POLL,
  { ...POLL, sn: SERIALS[1] },
  { request: 'b02-buylog-batch-request', response: 'b01-upload-response-ok' },
  { ...POLL, sn: SERIALS[2] },
  { request: 'c01-poll-request', response: 'c26-poll-response-utf8-name', sn: SERIALS[1] },
  { request: 'd03-ack-batch-request', response: 'd02-ack-response-ok', sn: SERIALS[1] },
  POLL,
  { request: 'b01-buylog-single-request', response: 'b01-upload-response-ok', sn: SERIALS[2] },
  { request: 'e01-loss-request', response: 'e05-reptype-response-ok', sn: SERIALS[3] },
  { request: 'e03-pwd-check-request', response: 'e05-reptype-response-no', sn: SERIALS[3] },
  { request: 'c01-poll-request', response: 'c16-poll-response-subsidy-dual-spec', sn: SERIALS[2] },
  { request: 'b11-allowlog-request', response: 'b01-upload-response-ok', sn: SERIALS[2] },
  { ...POLL, sn: SERIALS[3] },
  {
    request: 'b01-buylog-single-request',
    response: 'b01-upload-response-ok',
    forwarded: altered(sample('b01-upload-response-ok'), (text) => text.replace(/OK$/, 'NO')),
  },
  { request: 'b08-fulllog-request-spec-order', response: 'b01-upload-response-ok', sn: SERIALS[1] },
  {
    request: 'a09-exchange-publickey-request',
    response: 'a09-exchange-publickey-response',
    sn: SERIALS[2],
  },
  { request: 'c01-poll-request', response: null, sn: SERIALS[3] },
  POLL,
  { ...POLL, sn: SERIALS[1] },
  { ...POLL, sn: SERIALS[2] },
];
