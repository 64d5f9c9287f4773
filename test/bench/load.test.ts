/** The built-in load generator, where wrk is missing, against a plain server. */

import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInFlood } from '../../bench/built-in-flood.ts';
import { bytesOf, polls, uploads } from '../../bench/messages.ts';
import { askOnce } from '../../bench/raw-socket.ts';

const seen = { requests: 0, connections: 0, bytes: 0, refuse: false };
const server = createServer((request, response) => {
  seen.requests++;
  request.on('data', (part: Buffer) => (seen.bytes += part.length));
  request.on('end', () => {
    response.writeHead(seen.refuse ? 503 : 200, { 'Content-Length': 2 });
    response.end('OK');
  });
});
server.on('connection', () => seen.connections++);
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const order = { messages: polls, connections: 3, seconds: 0.2 } as const;

test('keeps its connections, or opens one for each request', async () => {
  Object.assign(seen, { requests: 0, connections: 0 });
  const kept = await builtInFlood({ ...order, port, connection: 'keep-alive' });
  expect(kept).toMatchObject({ answered: seen.requests, failed: 0 });
  expect(seen.connections).toBe(3);

  Object.assign(seen, { requests: 0, connections: 0 });
  const each = await builtInFlood({ ...order, port, connection: 'close' });
  expect(each).toMatchObject({ answered: seen.requests, failed: 0 });
  expect(seen.connections).toBe(seen.requests);
});

test('a reply that is no 200 counts as failed', async () => {
  seen.refuse = true;
  const outcome = await builtInFlood({ ...order, port, connection: 'keep-alive' });
  seen.refuse = false;
  expect(outcome.answered).toBe(0);
  expect(outcome.failed).toBeGreaterThan(0);
});

test('uploads are 8 KB of whole records, and their lengths are true', async () => {
  seen.bytes = 0;
  for (const message of uploads) {
    expect(message.body.length).toBeGreaterThanOrEqual(8192);
    expect(message.body).toMatch(/^(?:[^\t\n]+(?:\t[^\t\n]+){10}\n)+$/);
    expect(await askOnce(port, bytesOf(message, 'close'))).toBeGreaterThan(0);
  }
  expect(seen.bytes).toBe(uploads.reduce((sum, { body }) => sum + body.length, 0));
});
