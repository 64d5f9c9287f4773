/** `npm run bench -- decoding` as a user runs it, short: every message of the day is there, and nothing stays behind. */

import { expect, test } from 'vitest';
import { bench } from './run-bench.ts';

test('reads a day beside tshark, where that is installed', async () => {
  const run = await bench('decoding', '--exchanges', '300', '--json');
  expect(run.code, run.stderr).toBe(0);
  const goals = JSON.parse(run.stdout) as { what: string; figure: number | null }[];
  const figure = (what: string) => goals.find((goal) => goal.what === what)?.figure;
  expect(figure('exchanges')).toBe(300);
  expect(figure('every message in a line: pushscope show')).toBeGreaterThan(0);
  expect(figure('every field of every message, as JSON: pushscope show -v --json')).toBeGreaterThan(0); // prettier-ignore
  if (!run.stderr.includes('tshark is left out')) {
    expect(figure('messages that tshark finds')).toBe(600);
  }
  expect(run.left).toEqual([]);
});
