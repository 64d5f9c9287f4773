/** The desk of the built product is killed again and again under load: terminals and capture never notice. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ExchangeList, Status } from '../../shared/link/api.ts';
import { startProduct, temporaryFolder } from '../kit/product.ts';
import { startCountingServer, startSteadyLoad, wrongAtServer } from '../proof/steady-load.ts';

const KILLS = 2;
const PATIENT = { timeout: 30_000 };

/** Loaded before the product: SIGUSR2 ends the thread of the desk, and says so. */
const ASSASSIN = `
const threads = require('node:worker_threads');
if (threads.isMainThread) {
  let desk;
  threads.Worker = class extends threads.Worker {
    constructor(...given) {
      super(...given);
      if (String(given[0]).endsWith('desk/worker.js')) desk = this;
    }
  };
  require('node:module').syncBuiltinESMExports();
  process.on('SIGUSR2', () => desk.terminate().then(() => process.stderr.write('killed\\n')));
}`;

test('a desk that is killed under load: 0 failed forwards', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const preload = join(folder, 'assassin.cjs');
  writeFileSync(preload, ASSASSIN);
  const server = await startCountingServer();
  onTestFinished(() => server.stop());
  const upstream = `http://127.0.0.1:${server.port}`;
  const product = await startProduct(['--upstream', upstream], ['--require', preload]);
  onTestFinished(async () => void (await product.stop('SIGKILL')));

  const load = startSteadyLoad(product.listen, 200);
  onTestFinished(() => load.stop());
  const shown = () => product.api<ExchangeList>('/api/exchanges?limit=1').then(({ total }) => total, () => -1); // prettier-ignore
  for (let kill = 1; kill <= KILLS; kill++) {
    const before = load.sent;
    await expect.poll(shown, PATIENT).toBeGreaterThan(before);
    product.process.kill('SIGUSR2');
    await expect.poll(() => product.stderr().split('killed\n').length - 1, PATIENT).toBe(kill);
    await delay(100);
  }
  await expect.poll(shown, PATIENT).toBeGreaterThan(0);
  await load.stop();

  expect(load.failed).toEqual([]);
  expect(wrongAtServer(server, load.sent)).toEqual([]);
  const { counters } = await product.api<Status>('/api/status');
  expect(counters).toMatchObject({ exchanges: load.sent, recorded: load.sent, dropped: 0 });
  await expect.poll(shown, PATIENT).toBe(load.sent);
});
