/** A log that says the same sentence at most once a minute, with how often it would have been said. */

import type { WireLogEntry } from './options.ts';

const QUIET_MS = 60_000;
/** More different sentences are not remembered: some name a peer's error. */
const MOST_SENTENCES = 100;

type Log = (entry: WireLogEntry) => void;

export function sparseLog(log: Log, monotonicMs: () => number): Log {
  const said = new Map<string, { readonly atMs: number; unsaid: number }>();
  return (entry) => {
    const nowMs = monotonicMs();
    const before = said.get(entry.message);
    if (before !== undefined && nowMs - before.atMs < QUIET_MS) {
      before.unsaid++;
      return;
    }
    if (said.size >= MOST_SENTENCES) said.clear();
    said.set(entry.message, { atMs: nowMs, unsaid: 0 });
    const times = before?.unsaid ?? 0;
    log(
      times === 0
        ? entry
        : { ...entry, message: `${entry.message} (${times} times more since it was last said)` },
    );
  };
}
