/** The whole promise of injection at once, in short with every run of the tests and in full by `npm run soak`. */

import { expect, test } from 'vitest';
import { prove, type Size } from '../proof/proof.ts';

const SHORT: Size = { polls: 1_000, terminals: 10, commands: 200, kills: 2, waitMs: 6_000 };
const FULL: Size = { polls: 10_000, terminals: 50, commands: 2_000, kills: 5, waitMs: 60_000 };

const isFull = process.env['PUSHSCOPE_PROOF'] === 'full';
const seed = Number(process.env['PUSHSCOPE_SEED'] ?? 4);

test(
  'each command arrives at most once and is acknowledged once or told lost; the server hears nothing of it',
  { timeout: isFull ? 1_800_000 : 300_000 },
  async () => {
    const size = isFull ? FULL : SHORT;
    const { wrong, figures } = await prove(size, seed);
    if (isFull) process.stdout.write(`${JSON.stringify({ seed, ...figures }, null, 2)}\n`);
    expect(wrong).toEqual([]);
    // Whether one was queued when its submission broke off, only the product can tell.
    const { commands = 0, interrupted = 0 } = figures;
    expect(commands + interrupted).toBeGreaterThanOrEqual(size.commands);
    // On a busy machine more of them expire; most must live for the rest to mean anything.
    expect(figures['acknowledged']).toBeGreaterThan(size.commands * 0.5);
    expect(figures['kills']).toBe(size.kills);
  },
);
