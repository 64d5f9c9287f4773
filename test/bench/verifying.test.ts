/** `npm run bench -- verifying`, short: every figure comes out, and nothing stays behind. */

import { expect, test } from 'vitest';
import { hasPython } from '../replay/python.ts';
import { bench } from './run-bench.ts';

const PATIENT_MS = 120_000;

test('verifies a day and a fifth of it', { timeout: PATIENT_MS }, async () => {
  const run = await bench('verifying', '--json', '--exchanges', '2000');
  expect(run.stderr).toMatch(/verify of 2,000 exchanges/);
  expect(run.code).toBe(0);
  const figures = JSON.parse(run.stdout) as { what: string; figure: number }[];
  expect(figures).toHaveLength(hasPython ? 8 : 6);
  for (const { what, figure } of figures) expect(figure, what).toBeGreaterThan(0);
  expect(run.left).toEqual([]);
});
