/** `npm run bench -- rules`, short: the day is decoded and judged, and nothing stays behind. */

import { expect, test } from 'vitest';
import { bench } from './run-bench.ts';

test('weighs rules against decoding', async () => {
  const run = await bench('rules', '--exchanges', '2000', '--json');
  expect(run.code, run.stderr).toBe(0);
  const goals = JSON.parse(run.stdout) as { what: string; figure: number | null }[];
  const figure = (what: string) => goals.find((goal) => goal.what === what)?.figure;
  expect(figure('exchanges that are no idle polls')).toBeGreaterThan(0);
  expect(figure('decoding one')).toBeGreaterThan(0);
  expect(figure('rules beside decoding')).toBeGreaterThan(0);
  expect(run.left).toEqual([]);
});
