/** Many terminals wait side by side: one listener hears of the end, and it ends them all. */

import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { Stops } from '../../proxy/replay/stops.ts';
import { send } from '../../proxy/replay/send.ts';
import { RawServer } from '../kit/sockets.ts';
import { SERIAL, exchangeOf, get, reply } from './day.ts';

const DAY_MS = 86_400_000;
const { request: POLL_REQUEST } = exchangeOf(
  [get(`/iclock/posrequest?SN=${SERIAL}`), reply('OK')],
  1,
);

test('a thousand waits and a request end at once, by one listener', async () => {
  const ended = new AbortController();
  const stops = new Stops(ended.signal);
  const server = await RawServer.start();
  const target = { protocol: 'http:', hostname: '127.0.0.1', port: server.port } as const;
  const waits = Array.from({ length: 1000 }, () => stops.wait(DAY_MS));
  const asked = send(target, POLL_REQUEST, { timeoutMs: DAY_MS, stops });
  await (await server.line(0)).until('\r\n\r\n');
  expect(getEventListeners(ended.signal, 'abort')).toHaveLength(1);
  ended.abort();
  await Promise.all(waits);
  expect(await asked).toMatchObject({ outcome: 'terminal-aborted', error: 'cancelled' });
  // What begins later ends at once.
  await stops.wait(DAY_MS);
  expect((await send(target, POLL_REQUEST, { timeoutMs: DAY_MS, stops })).error).toBe('cancelled');
  await server.stop();
});

test('a wait that is over leaves nothing behind, and neither do stops that are closed', async () => {
  const ended = new AbortController();
  const stops = new Stops(ended.signal);
  await stops.wait(1);
  stops.close();
  expect(getEventListeners(ended.signal, 'abort')).toHaveLength(0);
});
