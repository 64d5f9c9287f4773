/** `npm run bench` as a user runs it, short: a report comes out, and nothing stays behind. */

import { expect, test } from 'vitest';
import { bench } from './run-bench.ts';

test('measures the peers that were asked for, and cleans up behind itself', async () => {
  const run = await bench(
    ...['--json', '--rounds', '1', '--seconds', '0.3'],
    ...['--peers', 'direct,relay', '--loads', 'keepAlive,latency100'],
  );
  expect(run.stderr).toMatch(/round 1 of 1/);
  expect(run.code).toBe(0);
  const report = JSON.parse(run.stdout) as { medians: Record<string, Record<string, number>> };
  for (const load of ['keepAlive', 'latency100']) {
    expect(report.medians[load]?.['direct']).toBeGreaterThan(0);
    expect(report.medians[load]?.['relay']).toBeGreaterThan(0);
  }
  expect(run.left).toEqual([]);
});

test.each([
  [['--peers', 'squid'], /squid is none of direct, nginx,/],
  [['--loads', 'nothing'], /nothing is none of keepAlive,/],
  [['--rounds', '0'], /a number from 1 to 100 is wanted/],
])('%j is refused', async (args, sentence) => {
  const run = await bench(...args);
  expect(run.stderr).toMatch(sentence);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe('');
});
