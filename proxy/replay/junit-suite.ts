/** Test cases as one JUnit file. */

import { escaped } from './markup.ts';

export const junitSuite = (name: string, cases: readonly string[], failures: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n` +
  `<testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}">\n` +
  `${cases.join('\n')}\n</testsuite>\n`;
