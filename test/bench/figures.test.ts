/** Medians and ratios: what is compared, and when a goal counts as reached. */

import { expect, test } from 'vitest';
import { median, ratiosOf } from '../../bench/figures.ts';

test('the median of nothing is nothing, of an even number the middle of the two', () => {
  expect(median([])).toBeNull();
  expect(median([3])).toBe(3);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
});

test('ratios name what was wanted and whether it was reached', () => {
  const ratios = ratiosOf({
    keepAlive: { pushscope: 80, nginx: 100, haproxy: 160 },
    latency100: { pushscope: 0.9, haproxy: 0.5 },
  });
  expect(ratios).toEqual([
    { load: 'keepAlive', to: 'nginx', atLeast: 0.7, ratio: 0.8, reached: true },
    { load: 'keepAlive', to: 'haproxy', ratio: 0.5, reached: null },
    { load: 'latency100', to: 'haproxy', atMost: 1.6, ratio: 1.8, reached: false },
  ]);
});

test('a peer that could not do it, or was left out, gives no ratio', () => {
  expect(ratiosOf({ download: { pushscope: 300, nginx: null } })).toEqual([]);
  expect(ratiosOf({ download: { nginx: 300 } })).toEqual([]);
});
