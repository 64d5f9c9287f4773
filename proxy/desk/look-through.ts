/** Reads a capture on and looks through it for whoever asked, as far as their patience allows. */

import { performance } from 'node:perf_hooks';
import type { CaptureView } from './capture-view.ts';
import { slices } from './slices.ts';

export interface Patience {
  /** Milliseconds of performance.now() after which what was found so far has to do. */
  readonly untilMs: number;
  /** Whether whoever asked has gone. */
  readonly isGone: () => boolean;
}

export const isOver = ({ untilMs, isGone }: Patience): boolean =>
  performance.now() >= untilMs || isGone();

/** Reads on until nothing more is on file, or patience ends; whether it got there. */
export async function catchUp(view: CaptureView, patience: Patience): Promise<boolean> {
  const pause = slices();
  while (view.readOn()) {
    if (isOver(patience)) return false;
    await pause();
  }
  return true;
}

/** Whoever looks at one exchange after the other. */
export interface Looker {
  /** How many of those that are there were looked at. */
  readonly looked: number;
  /** Looks on, up to that position at most. */
  lookOn(end: number): void;
}

/**
 * Reads on and looks at what was read, side by side, so that the matches of a long capture appear while
 * it is still being read. Whether it got through everything that was there.
 */
export async function lookThrough(
  view: CaptureView,
  looker: Looker,
  patience: Patience,
): Promise<boolean> {
  const pause = slices();
  for (;;) {
    const hasMore = view.readOn();
    while (looker.looked < view.index.count) {
      looker.lookOn(view.index.count);
      const wait = pause();
      if (wait === undefined) continue;
      if (isOver(patience)) return false;
      await wait;
    }
    if (!hasMore) return true;
    if (isOver(patience)) return false;
    await pause();
  }
}

/** Share of the capture that was looked through; it is below 1 until it is known that nothing is left. */
export const shareLooked = ({ index, readShare }: CaptureView, { looked }: Looker): number =>
  Math.min((index.count === 0 ? 1 : looked / index.count) * readShare, 0.999);
