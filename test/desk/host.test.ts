/** The desk as a worker of the main thread: started, crashed, started again, stopped. */

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { DeskStart } from '../../shared/link/desk.ts';
import { startDesk, type DeskEvents, type DeskHost } from '../../proxy/desk/host.ts';
import { OutOfBand } from '../../proxy/desk/out-of-band.ts';
import { root } from '../kit/product.ts';
import { deskSetting, exchange, lineOf, newCapture, PATIENT, TOKEN, type Setting } from './kit.ts';

const WORKER = pathToFileURL(join(root, 'dist/proxy/desk/worker.js'));

interface Running {
  readonly host: DeskHost;
  readonly start: DeskStart;
  readonly logged: string[];
  get<T>(path: string, init?: RequestInit): Promise<T>;
}

async function startHost(
  setting: Setting = {},
  events: Partial<DeskEvents> = {},
): Promise<Running> {
  const { start } = deskSetting(setting);
  const logged: string[] = [];
  const host = await startDesk(start, {
    rotate: () => newCapture(start.capturesDir, 'second.jsonl'),
    log: (message) => logged.push(message),
    workerUrl: WORKER,
    ...events,
  });
  onTestFinished(() => host.stop());
  return {
    host,
    start,
    logged,
    async get<T>(path: string, init: RequestInit = {}): Promise<T> {
      const { port } = host.address;
      const headers = { authorization: `Bearer ${TOKEN}` };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers });
      return (await response.json()) as T;
    },
  };
}

/** The real worker, save that it does that when it is told `crash`. */
function failingWorker(setting: DeskStart, failure: string): URL {
  const path = join(dirname(setting.capturesDir), 'worker.mjs');
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';
     await import(${JSON.stringify(WORKER.href)});
     parentPort.on('message', (message) => {
       if (message.type === 'unrecorded' && message.lines[0] === 'crash') ${failure}
     });`,
  );
  return pathToFileURL(path);
}

test('it answers once it is started, and no longer once it is stopped', async () => {
  const { host, get } = await startHost({ exchanges: [exchange(1), exchange(2)] });
  expect(host.address.port).toBeGreaterThan(0);
  expect(await get('/api/exchanges')).toMatchObject({ total: 2 });
  await host.stop();
  await expect(get('/api/status')).rejects.toThrow();
});

test('a port in use rejects with the error of the system', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  onTestFinished(() => void occupant.close());
  const { port } = occupant.address() as { port: number };
  await expect(startHost({ inspectorPort: port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    address: '127.0.0.1',
    port,
  });
});

test('after a crash it is there again, on the same port, with the whole run', async () => {
  const { start } = deskSetting();
  const {
    host,
    get,
    logged,
    start: own,
  } = await startHost(
    { exchanges: [exchange(1)] },
    { workerUrl: failingWorker(start, `throw new Error('told to crash')`) },
  );
  const { port } = host.address;
  host.rotated(newCapture(own.capturesDir, 'second.jsonl', lineOf(exchange(2))));
  host.recording('The disk is full.');
  await expect.poll(() => get('/api/exchanges'), PATIENT).toMatchObject({ total: 2 });

  host.unrecorded(['crash']);
  await expect.poll(() => host.restarts, PATIENT).toBe(1);
  await expect
    .poll(() => get('/api/exchanges').catch(() => null), PATIENT)
    .toMatchObject({ total: 2 });
  expect(host.address.port).toBe(port);
  await expect
    .poll(() => get('/api/status'), PATIENT)
    .toMatchObject({ notRecording: 'The disk is full.' });
  expect(logged.join()).toContain('told to crash');

  host.unrecorded([lineOf(exchange(3))]);
  await expect.poll(() => get('/api/exchanges'), PATIENT).toMatchObject({ total: 3 });
});

test('in an endless loop it is ended and started again, on the same port, with the whole run', async () => {
  const { start } = deskSetting();
  const { host, get, logged } = await startHost(
    { exchanges: [exchange(1), exchange(2)] },
    { workerUrl: failingWorker(start, 'for (;;);'), silentBeats: 2 },
  );
  const { port } = host.address;
  host.unrecorded(['crash']);
  await expect.poll(() => host.restarts, PATIENT).toBeGreaterThan(0);
  expect(logged.join()).toContain('answers no more');
  expect(host.address.port).toBe(port);
  await expect
    .poll(() => get('/api/exchanges').catch(() => null), PATIENT)
    .toMatchObject({ total: 2 });
});

test('a new capture file is begun by the recorder', async () => {
  const { get, start } = await startHost();
  const path = join(start.capturesDir, 'second.jsonl');
  const rotated = await get('/api/captures/rotate', { method: 'POST' });
  expect(rotated).toEqual({ path, name: 'second.jsonl' });
  expect(await get('/api/status')).toMatchObject({ capture: { path } });
});

test('a recorder that cannot is quoted', async () => {
  const { get } = await startHost(
    {},
    {
      rotate: () => {
        throw new Error('the disk is full');
      },
    },
  );
  expect(await get('/api/captures/rotate', { method: 'POST' })).toMatchObject({
    error: { code: 'ROTATE', message: 'No new capture file was begun: the disk is full.' },
  });
});

test('unrecorded lines go out as far as there is room, and the rest is counted', () => {
  const logged: string[] = [];
  const sent: number[] = [];
  const queue = new OutOfBand((message) => logged.push(message));
  const post = (message: { type: string; lines?: readonly string[] }) =>
    void sent.push(message.lines?.length ?? 0);
  const lines = Array.from({ length: 1500 }, () => 'line');
  queue.send(lines, post);
  queue.send(lines, post);
  expect(sent).toEqual([1500, 500]);
  expect(logged.join()).toContain('1000 exchanges');
  queue.took(2000);
  queue.send(lines, post);
  expect(sent.at(-1)).toBe(1500);
  queue.send(['line'], null);
  expect(sent).toHaveLength(3);
});
