/** `run --force-plaintext` as a user meets it: the warning, the status, the capture, what each side gets. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Status } from '../../shared/link/api.ts';
import { startProduct, type RunningProduct } from '../kit/product.ts';
import { dial, RawServer } from '../kit/sockets.ts';

const REQUEST = readFileSync(
  join(import.meta.dirname, '../fixtures/samples/a01-init-request.http'),
  'latin1',
);
const OPTIONS = 'GET OPTION FROM: 5158181900025\nDelay=30\nPushProtVer=2.4.1\nEncrypt=0\n\n';
const PLAIN = OPTIONS.replace('PushProtVer=2.4.1\n', '');
const reply = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function initialise(...options: string[]): Promise<RunningProduct & { got: string }> {
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    await line.send(reply(OPTIONS));
    line.socket.end();
  });
  cleanUps.push(() => server.stop());
  const product = await startProduct(['--upstream', `http://127.0.0.1:${server.port}`, ...options]);
  cleanUps.push(() => product.stop());
  const terminal = await dial(Number(product.listen.split(':')[1]));
  await terminal.send(REQUEST);
  await terminal.ended;
  return { ...product, got: terminal.text };
}

interface Line {
  readonly request: { readonly head: string; readonly forwarded?: { readonly head: string } };
  readonly response: { readonly body: string; readonly changedBy?: string };
}

test('on: both messages are changed, marked, and everybody is told', async () => {
  const product = await initialise('--force-plaintext', '--read-only');
  expect(product.got).toBe(reply(PLAIN));
  expect(product.stderr()).toContain('WARNING: --force-plaintext changes what');
  expect((await product.api<Status>('/api/status')).forcePlaintext).toBe(true);
  const { exchange } = await product.api<{ exchange: Line }>('/api/exchanges/1');
  expect(exchange.request.head).toContain('pushver=4.0.1');
  expect(exchange.request.forwarded?.head).toContain('pushver=2.3.0');
  expect(exchange.response.body).toBe(OPTIONS);
  expect(exchange.response.changedBy).toContain('PushProtVer=2.4.1 was taken out');
});

test('off: nothing is', async () => {
  const product = await initialise();
  expect(product.got).toBe(reply(OPTIONS));
  expect(product.stderr()).not.toContain('--force-plaintext');
  expect(await product.api<Status>('/api/status')).not.toHaveProperty('forcePlaintext');
});
