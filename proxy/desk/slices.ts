/** Long work in slices: terminals' news and short questions are never kept waiting by a long one. */

import { setImmediate } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';

const SLICE_MS = 10;

/** Resolves at once, or, when the slice is used up, after everything else that waits has had its turn. */
export function slices(): () => Promise<void> | undefined {
  let endMs = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < endMs) return undefined;
    return setImmediate().then(() => {
      endMs = performance.now() + SLICE_MS;
    });
  };
}
