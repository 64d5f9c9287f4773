/** `npm run bench -- opening`, short: every figure comes out, and nothing stays behind. */

import { expect, test } from 'vitest';
import { bench } from './run-bench.ts';

/** Two starts of the product and a Chromium, on a busy machine. */
const PATIENT_MS = 240_000;

test('opens, filters, searches and scrolls a capture', { timeout: PATIENT_MS }, async () => {
  const run = await bench('opening', '--json', '--exchanges', '3000');
  expect(run.stderr).toMatch(/opening it with its index/);
  expect(run.code).toBe(0);
  const figures = JSON.parse(run.stdout) as { what: string; figure: number | null }[];
  const figure = (what: string) => figures.find((each) => each.what.startsWith(what))?.figure;
  expect(figure('exchanges')).toBe(3000);
  for (const what of [
    ...['without index: all of it read', 'with index: first rows', 'filter kind:upload'],
    ...['scrolling by the wheel: longest', 'JavaScript heap'],
  ]) {
    expect(figure(what), what).toBeGreaterThan(0);
  }
  expect(run.left).toEqual([]);
});
