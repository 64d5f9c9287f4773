import { expect, test } from 'vitest';
import { withSection } from '../../bench/benchmarks-file.ts';

test('a section is made, and made anew in its place, and the others stay', () => {
  const first = withSection('# Benchmarks\n', 'npm run bench', 'polls 1\n');
  const both = withSection(first, 'npm run bench -- live', 'frames 2');
  const again = withSection(both, 'npm run bench', 'polls 3');
  expect(again).toContain('polls 3');
  expect(again).not.toContain('polls 1');
  expect(again).toContain('frames 2');
  expect(again.match(/## /g)).toHaveLength(2);
  expect(again.indexOf('polls 3')).toBeLessThan(again.indexOf('frames 2'));
  expect(again.startsWith('# Benchmarks\n')).toBe(true);
});
