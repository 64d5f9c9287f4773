/** `npm run bench -- idle`, short: every terminal is answered, and nothing stays behind. */

import { expect, test } from 'vitest';
import { bench } from './run-bench.ts';

const PATIENT_MS = 120_000;

test('holds idle terminals and answers busy ones', { timeout: PATIENT_MS }, async () => {
  const run = await bench('idle', '--json', '--terminals', '400', '--busy', '60');
  expect(run.code, run.stderr).toBe(0);
  const goals = JSON.parse(run.stdout) as { what: string; figure: number }[];
  const figure = (what: RegExp) => goals.find((goal) => what.test(goal.what))?.figure;
  expect(figure(/^memory with 400 idle/)).toBeGreaterThan(0);
  expect(figure(/^polls of 60 busy terminals/)).toBeGreaterThanOrEqual(60);
  expect(figure(/^polls that failed/)).toBe(0);
  expect(run.left).toEqual([]);
});
