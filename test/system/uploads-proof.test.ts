/** Uploads of which every third meets a fault, in short with every run of the tests and 100,000 by `npm run soak -- --only uploads`. */

import { expect, test } from 'vitest';
import { proveDay, type DaySize } from '../proof/day.ts';

const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';
const seed = Number(process.env['PUSHSCOPE_SEED'] ?? 4);

const SHORT: DaySize = { seconds: 5, perSecond: 200, terminals: 20 };
const FULL: DaySize = { seconds: 250, perSecond: 400, terminals: 100 };

test(
  'uploads under faults: the server hears each at most once, and each that was acknowledged exactly once',
  { timeout: isFull ? 900_000 : 240_000 },
  async () => {
    const { wrong, figures } = await proveDay(isFull ? FULL : SHORT, { seed, faulty: 0.33, uploads: 1 }); // prettier-ignore
    if (isFull) process.stdout.write(`${JSON.stringify({ seed, ...figures }, null, 2)}\n`);
    expect(wrong).toEqual([]);
    const { asked = 0, answered = 0 } = figures;
    expect(answered).toBeGreaterThan(asked / 2);
    expect(figures['broken off']).toBeGreaterThan(asked / 10);
    expect(figures['dropped']).toBe(0);
  },
);
