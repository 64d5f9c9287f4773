/** A report as JUnit XML, which every CI shows: a test case for each terminal. */

import type { Report } from '../../shared/compare/index.ts';
import { junitSuite } from './junit-suite.ts';
import { escaped } from './markup.ts';
import { differenceLine } from './report.ts';
import { counted } from '../counted.ts';

export function reportJunit(name: string, report: Report): string {
  const failures = new Map<string, string[]>();
  const add = (sn: string, line: string) => {
    const lines = failures.get(sn) ?? [];
    lines.push(line);
    failures.set(sn, lines);
  };
  for (const difference of report.differences) {
    add(difference.sn, `n ${difference.n} ${difference.kind} ${differenceLine(difference)}`);
  }
  for (const [word, list] of [
    ['missing', report.missing],
    ['extra', report.extra],
  ] as const) {
    for (const { sn, n, kind, summary, noise } of list) {
      if (noise === null) add(sn, `${word}: n ${n} ${kind} ${summary}`);
    }
  }
  const cases = [
    `  <testcase classname="${escaped(name)}" name="${counted(report.exchanges, 'exchange')} compared"/>`,
    ...[...failures].map(
      ([sn, lines]) =>
        `  <testcase classname="${escaped(name)}" name="terminal ${escaped(sn)}">\n` +
        `    <failure message="${counted(lines.length, 'difference')}">${escaped(lines.join('\n'))}</failure>\n  </testcase>`,
    ),
  ];
  return junitSuite(name, cases, failures.size);
}
