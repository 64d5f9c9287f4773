/** The demonstration shows, within its first seconds, what the protocol is about. */

import { expect, onTestFinished, test } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { textCodec } from '../../proxy/charset.ts';
import type { Clock } from '../../proxy/sim/clock.ts';
import { startDemoServer, startDemoTerminals } from '../../proxy/sim/demo.ts';
import type { ServerEvent } from '../../proxy/sim/server/zkeco.ts';
import { Ears, SAMPLE_TIME } from './canteen.ts';

const HURRY = 20;

/** Real time, so many times as fast: the order of things stays that of the demonstration. */
function hurriedClock(): Clock {
  const start = performance.now();
  return {
    now: () => SAMPLE_TIME + (performance.now() - start) * HURRY,
    async wait(ms, signal) {
      await delay(ms / HURRY, undefined, { signal }).catch(() => {});
    },
  };
}

async function openDemo() {
  const ears = new Ears<ServerEvent>();
  const clock = hurriedClock();
  const server = await startDemoServer({ text: textCodec, clock, heard: ears.hear });
  const terminals = startDemoTerminals({ target: server.address, text: textCodec, clock });
  onTestFinished(async () => {
    await terminals.stop();
    await server.close();
  });
  return { server, terminals, ears };
}

const commands = (server: Awaited<ReturnType<typeof startDemoServer>>) => [
  ...server.state.commands.values(),
];

test('several kinds of terminal initialise, sell, recharge, pay out and obey', async () => {
  const { server, terminals, ears } = await openDemo();
  const uploaded = (table: string) => (server.state.tables.get(table)?.length ?? 0) > 0;
  await ears.until(() =>
    ['BUYLOG', 'FULLLOG', 'ALLOWLOG', 'storedetail', 'keydetail'].every(uploaded),
  );
  expect(server.state.terminals.size).toBe(terminals.terminals.length);
  const known = [...server.state.terminals.values()];
  expect(new Set(known.map(({ language }) => language))).toEqual(new Set(['83', '97']));
  expect(new Set(known.map(({ machineType }) => machineType))).toEqual(new Set([0, 1, 2]));
  expect(commands(server).filter(({ state }) => state === 'acknowledged').length).toBeGreaterThan(
    50,
  );
  expect(commands(server).some(({ returned }) => returned === '-1004')).toBe(true);
  for (const { tables } of terminals.terminals) {
    const names = tables.rows('USERINFO').map((row) => row.get('Name'));
    expect(names).toEqual(expect.arrayContaining(['赵伟', 'José Núñez']));
  }
});

test('idle polls are what is heard most, and something goes wrong now and then', async () => {
  const { server, ears } = await openDemo();
  const count = (holds: (event: ServerEvent) => boolean) => ears.events.filter(holds).length;
  await ears.until(
    () =>
      count((each) => each.kind === 'upload' && each.reply !== 'OK') > 0 &&
      count(({ kind }) => kind === 'card-request') > 3 &&
      commands(server).some(({ sends }) => sends > 1),
  );
  const idle = count((each) => each.kind === 'poll' && each.commands.length === 0);
  for (const kind of ['upload', 'command-result', 'card-request', 'init', 'time'] as const) {
    expect(idle).toBeGreaterThan(count((each) => each.kind === kind));
  }
  expect(server.state.errors).toEqual([]);
});
