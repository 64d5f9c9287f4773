/** kill -9 under load, in short with every run of the tests and 200 times by `npm run soak -- --only kills`. */

import { expect, test } from 'vitest';
import { proveKills } from '../proof/kills.ts';

const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';
const seed = Number(process.env['PUSHSCOPE_SEED'] ?? 4);

test(
  'kill -9 under load: nothing that was answered is missing, every file is readable, the next run records on',
  { timeout: isFull ? 1_800_000 : 120_000 },
  async () => {
    const kills = isFull ? 200 : 4;
    const { wrong, figures } = await proveKills(kills, seed);
    if (isFull) process.stdout.write(`${JSON.stringify({ seed, ...figures }, null, 2)}\n`);
    expect(wrong).toEqual([]);
    expect(figures['answered']).toBeGreaterThan(kills * 10);
    expect(figures['under way when it died']).toBeGreaterThan(0);
  },
);
