import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is polled for comes at once, or a little later on a slow machine.
    expect: { poll: { timeout: 30_000 } },
    // Most tests wait for processes and pages, so that two at a time do well on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
