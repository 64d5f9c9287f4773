/** Whatever is asked of the desk with the token, it answers with a sentence, and is there afterwards. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { atRandom } from '../kit/fuzz.ts';
import { exchange, openTestDesk, TOKEN, upload } from './kit.ts';

const NAUGHTY = [
  ...[
    '',
    '0',
    '-1',
    '1e9',
    '9007199254740993',
    'NaN',
    '__proto__',
    'constructor',
    '..',
    '%00',
    '%',
  ],
  ...[
    '../secret.js',
    'now.jsonl',
    '%2e%2e%2fsecret.js',
    'amount > ',
    'card = "',
    '((((',
    'not not',
  ],
  ...['sn ~ /(a+)+$/', '消费', '\\', '*', ' ', '🙂', 'zh', 'en', '1', '2018-11-02T12:04:55Z'],
];
const NAMES = [
  ...['filter', 'before', 'after', 'offset', 'limit', 'idle', 'capture', 'language', 'columns'],
  ...['from', 'to', 'key', 'prefix', 'nonsense', '__proto__'],
];
const PATHS = [
  ...['/api/exchanges', '/api/terminals', '/api/statistics', '/api/values', '/api/captures'],
  ...[
    '/api/status',
    '/healthz',
    '/metrics',
    '/api/exchanges/1',
    '/api/exchanges/',
    '/api/captures/',
  ],
];

const value = fc.oneof(
  fc.constantFrom(...NAUGHTY),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('(', 'not ', '"', 'amount > 1 and ').map((piece) => piece.repeat(500)),
);
const question = fc.record({
  path: fc.constantFrom(...PATHS),
  part: fc.option(value, { nil: '' }),
  query: fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 4 }),
  isEncoded: fc.boolean(),
});

/** Only what a client can put into a request line; the rest is Node's to refuse. */
const asTarget = (text: string) => text.replace(/[^\x21-\x7e]/gu, (one) => encodeURIComponent(one));

test('generated questions', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1), upload(2, 37), upload(3, 38)] });
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(question, async ({ path, part, query, isEncoded }) => {
      const written = (text: string) => (isEncoded ? encodeURIComponent(text) : text);
      const tail = path.endsWith('/') ? written(part) : '';
      const pairs = query.map(([name, text]) => `${name}=${written(text)}`).join('&');
      const target = asTarget(`${path}${tail}${pairs === '' ? '' : `?${pairs}`}`);
      const { status, text } = await desk.ask(target);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect([200, 400, 404, 405, 413, 431]).toContain(status);
      expect(text).not.toContain('outside of the page');
      if (status === 400 && text !== '')
        expect(JSON.parse(text)).toMatchObject({
          error: { message: expect.any(String) as string },
        });
    }),
    atRandom('questions to the API', 400),
  );
  expect(statuses.get(200)).toBeGreaterThan(20);
  expect(statuses.get(400)).toBeGreaterThan(20);
  expect(await desk.get('/api/exchanges')).toMatchObject({ total: 3 });
});

test('generated messages on the live socket', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1)] });
  const message = fc.oneof(
    fc.json(),
    fc.string(),
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(
      '{"type":"language","language":"zh"}',
      '{"type":"__proto__"}',
      '[[[['.repeat(9000),
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 5 }), async (messages) => {
      const socket = new WebSocket(`ws://127.0.0.1:${desk.port}/api/live`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      const closed = new Promise((done) => socket.once('close', done));
      socket.on('error', () => {});
      await new Promise((done) => socket.once('open', done));
      for (const each of messages) socket.send(each);
      socket.close();
      await closed;
    }),
    atRandom('messages on the live socket', 60),
  );
  const viewer = desk.watch();
  await viewer.until((heard) => heard.length > 0);
  expect(viewer.numbers).toEqual([1]);
});
