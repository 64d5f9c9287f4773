/** What running processes use, and rest between measurements: a peer may have work left over, which must not cost the next one. */

import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;
/** Share of a core that processes may use and still count as at rest. */
const IDLE_SHARE = 0.08;
const LONGEST_MS = 30_000;
const MS_PER_NS = 1e-6;

export interface ProcessorTime {
  /** The first thread, in milliseconds. */
  readonly mainMs: number;
  /** All threads together. */
  readonly allMs: number;
}

const readThread = (pid: number, thread: string): number =>
  Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]) * MS_PER_NS;

/** Processor time used so far by these processes; null where the system does not tell. */
export function processorTimeOf(pids: readonly number[]): ProcessorTime | null {
  try {
    let [mainMs, allMs] = [0, 0];
    for (const pid of pids) {
      mainMs += readThread(pid, String(pid));
      for (const thread of readdirSync(`/proc/${pid}/task`)) allMs += readThread(pid, thread);
    }
    return { mainMs, allMs };
  } catch {
    return null;
  }
}

/** Memory in use, in MiB; null where the system has no /proc. */
export function memoryOf(pid: number): number | null {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kib === undefined ? null : Math.round(Number(kib) / 1024);
  } catch {
    return null;
  }
}

/** Waits until all these processes are at rest, for half a minute at most. */
export async function untilAtRest(pids: readonly number[]): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  let before = processorTimeOf(pids)?.allMs ?? 0;
  for (;;) {
    await delay(LOOK_EVERY_MS);
    const now = processorTimeOf(pids)?.allMs ?? 0;
    if (now - before < LOOK_EVERY_MS * IDLE_SHARE || performance.now() > until) return;
    before = now;
  }
}
