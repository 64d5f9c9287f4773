/** `npm run bench -- ledger` as a user runs it, short: a month that adds up is timed in both kinds of uploads, and nothing stays behind. */

import { expect, test } from 'vitest';
import { bench } from './run-bench.ts';

test('times the ledger of a month, whatever its uploads', async () => {
  const run = await bench('ledger', '--records', '2000', '--rounds', '1', '--json');
  expect(run.code, run.stderr).toBe(0);
  const goals = JSON.parse(run.stdout) as { what: string; figure: number | null }[];
  const figure = (what: string) => goals.find((goal) => goal.what === what)?.figure;
  expect(figure('records')).toBe(2_000);
  expect(figure('pushscope ledger, a record an upload')).toBeGreaterThan(0);
  expect(figure('pushscope ledger, 10 records an upload')).toBeGreaterThan(0);
  expect(run.left).toEqual([]);
});
