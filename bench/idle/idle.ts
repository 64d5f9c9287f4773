/** `npm run bench -- idle`: a large site that is silent most of the time: what its connections take, and whether polls wait. */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import { printed, type Ground } from '../ground.ts';
import { memoryOf, untilAtRest } from '../processes.ts';
import { needProduct } from '../product.ts';
import { startUpstream } from '../upstream.ts';

/** Of the product: files, the desk, the engine. */
const OTHER_DESCRIPTORS = 200;
const WANTED_MIB = 250;
/** What the memory is wanted for, and as many as may count for it: 20,000 descriptors hold not quite 10,000 terminals. */
const WANTED_IDLE = 10_000;
const NEARLY = 9_800;
const BUSY_SECONDS = 10;
/** The engine gives back what it needed while the connections came. */
const SETTLE_MS = 5_000;

/** Connections that a process may hold here, half of them to terminals and half to the server. */
function mostTerminals(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    const most = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Infinity);
    return Math.floor((most - OTHER_DESCRIPTORS) / 2);
  } catch {
    return Infinity;
  }
}

interface Told {
  readonly answered: number;
  readonly failed: number;
  readonly medianMs: number | null;
  readonly p99Ms: number | null;
}

async function run(
  ground: Ground,
  root: string,
  { terminals, busy, say }: Sizes<'terminals' | 'busy'>,
): Promise<readonly Goal[]> {
  const idle = Math.min(terminals, mostTerminals() - busy);
  if (idle < terminals) {
    say(`${idle} idle terminals instead of ${terminals}: a process may hold no more connections here (ulimit -n)`); // prettier-ignore
  }
  const upstream = await startUpstream(ground);
  const product = await needProduct(ground, root, upstream.port);
  const { pid } = product.child;
  const before = memoryOf(pid);
  const script = fileURLToPath(new URL('terminals-process.js', import.meta.url));
  const port = product.listen.split(':').at(-1) ?? '';
  say(`${idle} terminals connect …`);
  const load = ground.start(process.execPath, [script, port, ...[idle, busy, BUSY_SECONDS].map(String)]); // prettier-ignore
  await printed(load, /^(idle)$/m);
  await untilAtRest([pid]);
  await delay(SETTLE_MS);
  const held = memoryOf(pid);
  say(`${busy} more poll every two seconds …`);
  const told = JSON.parse(await printed(load, /^(\{.*\})$/m)) as Told;
  const goal = idle >= NEARLY ? { atMost: WANTED_MIB } : {};
  return [
    { what: 'memory before', figure: before, unit: 'MiB' },
    { what: `memory with ${idle} idle terminals`, figure: held, unit: 'MiB', ...goal },
    {
      what: `polls of ${busy} busy terminals answered beside them`,
      figure: told.answered,
      unit: '',
    },
    { what: 'polls that failed', figure: told.failed, unit: '', atMost: 0 },
    { what: 'median of a poll', figure: told.medianMs, unit: 'ms' },
    { what: 'a hundredth of the polls took longer than', figure: told.p99Ms, unit: 'ms' },
  ];
}

export const idle: GoalBench<'terminals' | 'busy'> = {
  name: 'idle',
  about: 'many terminals that are silent most of the time, and some that are not',
  sizes: {
    terminals: { about: 'that are idle', least: 1, most: 100_000, usual: WANTED_IDLE },
    busy: { about: 'that poll every two seconds', least: 1, most: 10_000, usual: 2_000 },
  },
  run,
};
