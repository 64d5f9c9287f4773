/** Frames of a page while something is done to it: the gaps between them tell what a user feels. */

import type { Page } from 'playwright-core';

export interface Frames {
  readonly count: number;
  readonly longestMs: number;
  /** Frames that came later than this after the one before. */
  readonly late: number;
}

const LATE_MS = 50;

/** Begins to count; the figures come when it is ended. */
export async function watchFrames(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let before = performance.now();
    const tick = (now: number) => {
      gaps.push(now - before);
      before = now;
      watched.frame = requestAnimationFrame(tick);
    };
    const watched = { gaps, frame: requestAnimationFrame(tick) };
    Object.assign(globalThis, { watched });
  });
  return async () => {
    const gaps = await page.evaluate(() => {
      const { watched } = globalThis as unknown as { watched: { gaps: number[]; frame: number } };
      cancelAnimationFrame(watched.frame);
      return watched.gaps;
    });
    return {
      count: gaps.length,
      longestMs: Math.max(0, ...gaps),
      late: gaps.filter((gap) => gap > LATE_MS).length,
    };
  };
}
