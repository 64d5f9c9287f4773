/** How long a property is tried: a few times with every run of the tests, by the clock in `npm run soak -- --only fuzz`. */

import fc from 'fast-check';

const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';
const minutes = Number(process.env['PUSHSCOPE_MINUTES'] ?? 10);
/** So many properties share the time. */
const PROPERTIES = 16;

/** Parameters of fc.assert; in full, what was tried is printed under this name. */
export function atRandom<T>(name: string, numRuns: number): fc.Parameters<T> {
  if (!isFull) return { numRuns };
  const budgetMs = (minutes * 60_000) / PROPERTIES;
  const began = performance.now();
  return {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: budgetMs,
    markInterruptAsFailure: false,
    seed: Number(process.env['PUSHSCOPE_SEED'] ?? 4),
    reporter(details) {
      if (details.failed) throw new Error(fc.defaultReportMessage(details));
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stdout.write(
        `${JSON.stringify({ fuzzed: name, times: details.numRuns, seconds })}\n`,
      );
    },
  };
}
