/** `npm run bench -- verifying`: how long verify takes beside the server alone, and whether its memory stays flat. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import { printed, whole, type Ground } from '../ground.ts';
import { memoryOf } from '../processes.ts';
import { cliOf, writeDay } from '../product.ts';

const LOOK_MS = 100;
/** A fifth of the exchanges may save so much of the memory and no more. */
const FLAT = 1.25;
/** What the server needs, and what two runs of the same differ by. */
const AS_LONG = 1.1;
const script = (name: string): string => join(import.meta.dirname, `${name}.js`);

/** A server that says what was recorded, as a command line without the capture. */
interface Server {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const quickest = (): Server => ({
  name: 'a server from memory',
  command: process.execPath,
  args: [script('recorded-server')],
});

/** Python's own, a thread a connection. */
const usual = (root: string): Server => ({
  name: 'a usual server (Python)',
  command: 'python3',
  args: [join(root, 'bench', 'verifying', 'recorded_server.py')],
});

const hasPython = (): boolean => spawnSync('python3', ['--version']).status === 0;

/** What is done with such a server, from its first turn. */
async function served<Outcome>(
  ground: Ground,
  { command, args }: Server,
  path: string,
  work: (port: string) => Promise<Outcome>,
): Promise<Outcome> {
  const server = ground.start(command, [...args, path]);
  try {
    return await work(await printed(server, /^(\d+)\n/));
  } finally {
    await server.end();
  }
}

interface Taken {
  readonly aloneS: number;
  readonly verifyS: number;
  readonly memory: number;
}

async function taken(ground: Ground, root: string, server: Server, path: string): Promise<Taken> {
  const aloneS = await served(ground, server, path, async (port) => {
    const client = ground.start(process.execPath, [script('trivial-client'), path, port]);
    return Number(await whole(client)) / 1000;
  });
  return served(ground, server, path, async (port) => {
    const started = performance.now();
    const target = `http://127.0.0.1:${port}`;
    const child = ground.start(process.execPath, [cliOf(root), 'verify', path, '--target', target]);
    let [memory, isOver] = [0, false];
    const ended = whole(child).finally(() => (isOver = true));
    while (!isOver) {
      memory = Math.max(memory, memoryOf(child.pid) ?? 0);
      await Promise.race([ended, delay(LOOK_MS)]);
    }
    await ended;
    return { aloneS, verifyS: (performance.now() - started) / 1000, memory };
  });
}

async function run(
  ground: Ground,
  root: string,
  { exchanges, say }: Sizes<'exchanges'>,
): Promise<readonly Goal[]> {
  const fifth = Math.round(exchanges / 5);
  const goals: Goal[] = [];
  let least: number | null = null;
  for (const count of [fifth, exchanges]) {
    const path = join(ground.folder, `day-${count}.jsonl`);
    await writeDay(ground, root, path, count);
    const of = `${count.toLocaleString('en-US')} exchanges`;
    say(`verify of ${of} …`);
    const server = quickest();
    const { aloneS, verifyS, memory } = await taken(ground, root, server, path);
    goals.push(
      { what: `${of}: ${server.name}, with a client that compares nothing`, figure: aloneS, unit: 's' }, // prettier-ignore
      { what: `${of}: the same server with verify`, figure: verifyS, unit: 's' },
      { what: `${of}: memory of verify`, figure: memory, unit: 'MiB', ...(least !== null && { atMost: least * FLAT }) }, // prettier-ignore
    );
    least = memory;
    if (count === fifth) continue;
    if (!hasPython()) {
      say('python3 is not installed: the usual server is left out');
      continue;
    }
    say(`verify of ${of}, by a usual server …`);
    const other = usual(root);
    const slow = await taken(ground, root, other, path);
    goals.push(
      { what: `${of}: ${other.name}, with a client that compares nothing`, figure: slow.aloneS, unit: 's' }, // prettier-ignore
      { what: `${of}: the same server with verify`, figure: slow.verifyS, unit: 's', atMost: slow.aloneS * AS_LONG }, // prettier-ignore
    );
  }
  return goals;
}

export const verifying: GoalBench<'exchanges'> = {
  name: 'verifying',
  about: 'verify of a recorded day, beside what the server alone needs, and of a fifth of it',
  sizes: { exchanges: { about: 'of the day', least: 1_000, most: 1_000_000, usual: 100_000 } },
  run,
};
