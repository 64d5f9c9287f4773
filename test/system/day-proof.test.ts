/** A site's day, in short with every run of the tests and for as long as wanted by `npm run soak`. */

import { expect, test } from 'vitest';
import { proveDay, type DaySize } from '../proof/day.ts';

const minutes = Number(process.env['PUSHSCOPE_MINUTES'] ?? 10);
const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';
const seed = Number(process.env['PUSHSCOPE_SEED'] ?? 4);

const SHORT: DaySize = { seconds: 8, perSecond: 200, terminals: 20 };
const FULL: DaySize = { seconds: minutes * 60, perSecond: 500, terminals: 50 };

test(
  'forwarded is recorded and dropped: nothing lost, doubled, altered or made up, and nothing piles up',
  { timeout: (isFull ? FULL.seconds * 1.5 + 120 : 240) * 1000 },
  async () => {
    const { wrong, figures } = await proveDay(isFull ? FULL : SHORT, {
      seed,
      faulty: 0.03,
      uploads: 0.1,
    });
    if (isFull) process.stdout.write(`${JSON.stringify({ seed, ...figures }, null, 2)}\n`);
    expect(wrong).toEqual([]);
    expect(figures['asked']).toBeGreaterThan(0);
    expect(figures['answered']).toBeGreaterThan((figures['asked'] ?? 0) * 0.9);
    expect(figures['broken off']).toBeGreaterThan(0);
    expect(figures['dropped']).toBe(0);
    expect(figures['rows that the viewer saw']).toBeGreaterThan(0);
    // The viewer is gone by then, and so are the terminals.
    expect(figures['descriptors after']).toBeLessThanOrEqual(
      (figures['descriptors before'] ?? 0) + 12,
    );
    if (!isFull) return;
    const [second = 0, last = Infinity] = ['second', 'last'].map((name) => figures[`memory in the ${name} quarter, MiB`]); // prettier-ignore
    expect(last).toBeLessThanOrEqual(second * 1.3);
  },
);
