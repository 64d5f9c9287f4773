/** The whole promise of injection at once, in short with every run of the tests and in full by `npm run soak`. */

import { expect, test } from 'vitest';
import { prove, type Size } from '../proof/proof.ts';

const SHORT: Size = { polls: 1_000, terminals: 10, commands: 200, kills: 2, waitMs: 20_000 };
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
    // Each one that was lost has its broken poll (the audit found it); the rest is acknowledged.
    expect((figures['acknowledged'] ?? 0) + (figures['lost on their way'] ?? 0)).toBe(commands);
    expect(figures['lost on their way']).toBeLessThan(size.commands / 10);
    expect(figures['kills']).toBe(size.kills);
  },
);
