/** The findings as JUnit XML: a test case for each rule, which fails where the command would. */

import type { Severity } from '../../shared/findings/severity.ts';
import { junitSuite } from '../replay/junit-suite.ts';
import { escaped } from '../replay/markup.ts';
import { atLeast, type LintReport } from './lint-count.ts';
import { countsText } from './lint-text.ts';
import { RULE_CODES, titleOf } from './titles.ts';

/** `failOn` null: nothing fails. */
export function lintJunit(name: string, report: LintReport, failOn: Severity | null): string {
  const found = new Map(report.rules.map((rule) => [rule.code, rule]));
  const codes = [...new Set([...RULE_CODES, ...found.keys()])];
  let failures = 0;
  const cases = codes.map((code) => {
    const attributes = `classname="${escaped(name)}" name="${escaped(`${code}: ${titleOf(code, 'en')}`)}"`;
    const rule = found.get(code);
    if (rule === undefined) return `  <testcase ${attributes}/>`;
    const lines = rule.examples.map(({ finding: { n, sn, severity, message } }) => `n ${n} ${sn} ${severity}: ${message}`); // prettier-ignore
    const text = escaped(lines.join('\n'));
    const count = countsText(rule.counts, 'en');
    if (failOn === null || atLeast(rule.counts, failOn) === 0) {
      return `  <testcase ${attributes}>\n    <system-out>${escaped(count)}\n${text}</system-out>\n  </testcase>`;
    }
    failures++;
    return `  <testcase ${attributes}>\n    <failure message="${escaped(count)}">${text}</failure>\n  </testcase>`;
  });
  return junitSuite(name, cases, failures);
}
