/** A real small file system that fills up under load: what it costs, what the capture says of it, and when it is over. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeSync, openSync, closeSync, ftruncateSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { CaptureScanner } from '../../shared/capture/scan.ts';
import type { Status } from '../../shared/link/api.ts';
import { startProduct, temporaryFolder, type RunningProduct } from '../kit/product.ts';
import { startCountingServer, startSteadyLoad, wrongAtServer } from './steady-load.ts';

const MIB = 1024 * 1024;
const LOOK_MS = 50;
const LONGEST_MS = 30_000;

export interface SmallDisk {
  readonly folder: string;
  /** Leaves not one byte. */
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

/** A file system in memory; a sentence where this machine lets nobody mount one. */
export function mountSmallDisk(mib: number): SmallDisk | string {
  const folder = temporaryFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder], { stdio: 'pipe' }); // prettier-ignore
  } catch (error) {
    remove();
    return `a file system cannot be mounted here: ${String((error as { stderr?: unknown }).stderr ?? error)}`;
  }
  const filler = openSync(join(folder, 'filler'), 'a');
  return {
    folder,
    fill() {
      const piece = Buffer.alloc(MIB);
      for (let length = piece.length; length > 0;) {
        try {
          if (writeSync(filler, piece, 0, length) === length) continue;
        } catch {
          // Less may still fit.
        }
        length >>= 1;
      }
      if (statfsSync(folder).bavail > 0) throw new Error('the disk did not fill');
    },
    makeRoom: () => ftruncateSync(filler, 0),
    remove() {
      closeSync(filler);
      execFileSync('umount', ['-l', folder]);
      remove();
    },
  };
}

export interface FullDiskSize {
  /** How long the disk stays full, and how long it had room before. */
  readonly seconds: number;
  readonly perSecond: number;
  readonly diskMib: number;
}

export interface FullDiskOutcome {
  readonly wrong: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

const percentile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.floor(sorted.length * share)] ?? NaN) * 100) / 100;

/** Resolves, in milliseconds, once the status is so. */
async function untilStatus(product: RunningProduct, holds: (status: Status) => boolean) {
  const startedMs = performance.now();
  while (!holds(await product.api<Status>('/api/status'))) {
    if (performance.now() - startedMs > LONGEST_MS) throw new Error('the status stayed as it was');
    await delay(LOOK_MS);
  }
  return performance.now() - startedMs;
}

/** How often each number stands in the folder, on file or in a gap; `damaged` lines are told in words. */
function readFolder(folder: string) {
  const recorded = new Map<number, number>();
  const missing = new Map<number, number>();
  const wrong: string[] = [];
  let gaps = 0;
  const count = (map: Map<number, number>, n: number) => map.set(n, (map.get(n) ?? 0) + 1);
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jsonl')).sort()) {
    const scanner = new CaptureScanner(lineTools);
    for (const { entry } of [...scanner.feed(readFileSync(join(folder, name))), ...scanner.end()]) {
      if (entry.type === 'exchange') count(recorded, entry.exchange.n);
      else if (entry.type === 'gap') {
        gaps++;
        const { firstN, lastN, exchanges } = entry.gap;
        if (exchanges !== lastN - firstN + 1) wrong.push(`a gap of ${exchanges} from ${firstN} to ${lastN}`); // prettier-ignore
        for (let n = firstN; n <= lastN; n++) count(missing, n);
      } else if (entry.type !== 'header') wrong.push(`${name} has a line that is ${entry.type}`);
    }
  } // prettier-ignore
  return { recorded, missing, gaps, wrong };
}

/** Sentences about the disk that came less than a minute after another one. */
function hastySentences(stderr: string): readonly string[] {
  let saidMs = -Infinity;
  const hasty: string[] = [];
  for (const text of stderr.split('\n').filter((each) => each.startsWith('{'))) {
    const { time, msg } = JSON.parse(text) as { time: string; msg: string };
    if (!/recorded|capture/i.test(msg)) continue;
    if (Date.parse(time) - saidMs < 60_000) hasty.push(`said within a minute: ${msg}`);
    saidMs = Date.parse(time);
  }
  return hasty;
}

export async function proveFullDisk(disk: SmallDisk, size: FullDiskSize): Promise<FullDiskOutcome> {
  const server = await startCountingServer();
  const folder = join(disk.folder, 'captures');
  mkdirSync(folder);
  const upstream = `http://127.0.0.1:${server.port}`;
  const product = await startProduct(['--upstream', upstream, '--captures', folder]);
  const load = startSteadyLoad(product.listen, size.perSecond);
  try {
    await delay(1_000);
    load.takeLatencies();
    await delay(size.seconds * 1_000);
    const withRoom = load.takeLatencies();
    disk.fill();
    await untilStatus(product, ({ notRecording }) => notRecording !== null);
    load.takeLatencies();
    await delay(size.seconds * 1_000);
    const full = load.takeLatencies();
    disk.makeRoom();
    const resumedMs = await untilStatus(product, ({ notRecording }) => notRecording === null);
    await delay(1_000);
    await load.stop();
    const { counters } = await product.api<Status>('/api/status');
    await product.stop();

    const { recorded, missing, gaps, wrong } = readFolder(folder);
    for (let n = 1; n <= counters.exchanges; n++) {
      const times = (recorded.get(n) ?? 0) + (missing.get(n) ?? 0);
      if (times !== 1) wrong.push(`exchange ${n} is accounted for ${times} times`);
    }
    if (counters.recorded !== recorded.size) wrong.push(`${counters.recorded} counted as recorded, ${recorded.size} on file`); // prettier-ignore
    if (counters.dropped !== missing.size) wrong.push(`${counters.dropped} counted as dropped, ${missing.size} in gaps`); // prettier-ignore
    if (counters.exchanges !== load.sent) wrong.push(`${load.sent} were sent, ${counters.exchanges} counted`); // prettier-ignore
    wrong.push(...load.failed, ...wrongAtServer(server, load.sent), ...hastySentences(product.stderr())); // prettier-ignore
    return {
      wrong,
      figures: {
        forwarded: load.sent,
        'failed forwards': load.failed.length,
        recorded: recorded.size,
        dropped: missing.size,
        gaps,
        'recorded again after, ms': Math.round(resumedMs),
        'p50 with room, ms': percentile(withRoom, 0.5),
        'p50 on a full disk, ms': percentile(full, 0.5),
        'p99 with room, ms': percentile(withRoom, 0.99),
        'p99 on a full disk, ms': percentile(full, 0.99),
      },
    };
  } finally {
    await load.stop();
    await product.stop('SIGKILL');
    await server.stop();
  }
}
