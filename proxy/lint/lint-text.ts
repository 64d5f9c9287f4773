/** The report of findings as lines for a person. */

import type { Language } from '../../shared/codec/frame.ts';
import { SEVERITIES, sumOf, type Counts, type Severity } from '../../shared/findings/severity.ts';
import { titleOf } from './titles.ts';
import type { LintReport, TotalCounts } from './lint-count.ts';
import { counted } from '../counted.ts';

export const LINT_WORDS = {
  en: {
    severities: { error: 'errors', warning: 'warnings', note: 'notes' },
    counted: (count: number, severity: Severity) => counted(count, severity),
    ofTerminals: (count: number) => counted(count, 'terminal'),
    terminal: 'terminal',
    nobody: '(no serial)',
    section: 'section',
    whose: { terminal: 'terminal', server: 'server', document: 'document', network: 'network' },
    exchanges: (count: number) => counted(count, 'exchange'),
    more: (count: number) => `… and ${counted(count, 'more terminal')}`,
    moreLike: (count: number) => `… and ${count} more`,
    mutedFor: (code: string, reason: string, count: number) =>
      `muted: ${code} × ${count}: ${reason}`,
    muted: (count: number) => `${count} muted`,
    forgotten: (records: number, terminals: number) =>
      `To keep memory bounded, ${counted(records, 'old record')} and ${counted(terminals, 'terminal')} were forgotten: repeats of them are not told.`,
  },
  zh: {
    severities: { error: '错误', warning: '警告', note: '提示' },
    counted: (count: number, severity: Severity) =>
      `${count} ${{ error: '个错误', warning: '个警告', note: '个提示' }[severity]}`,
    ofTerminals: (count: number) => `${count} 台终端`,
    terminal: '终端',
    nobody: '（无序列号）',
    section: '章节',
    whose: { terminal: '终端', server: '服务器', document: '文档', network: '网络' },
    exchanges: (count: number) => `${count} 次交换`,
    more: (count: number) => `……另有 ${count} 台终端`,
    moreLike: (count: number) => `……另有 ${count} 个`,
    mutedFor: (code: string, reason: string, count: number) =>
      `已静音：${code} × ${count}：${reason}`,
    muted: (count: number) => `已静音 ${count} 个`,
    forgotten: (records: number, terminals: number) =>
      `为限制内存，已遗忘 ${records} 条旧记录和 ${terminals} 台终端：与其重复的内容不再提示。`,
  },
} as const;

/** `3 errors, 0 warnings, 12 notes` */
export function countsText(counts: Counts, language: Language): string {
  const { counted } = LINT_WORDS[language];
  return SEVERITIES.map((each) => counted(counts[each], each)).join(
    language === 'en' ? ', ' : '，',
  );
}

/** The same, and how many are muted. */
export function totalsText(counts: TotalCounts, language: Language): string {
  const text = countsText(counts, language);
  const muted = LINT_WORDS[language].muted(counts.muted);
  return counts.muted === 0 ? text : `${text}${language === 'en' ? ', ' : '，'}${muted}`;
}

export const sectionText = (section: string, language: Language): string =>
  /^\d/.test(section) ? `${LINT_WORDS[language].section} ${section}` : section;

export function* lintLines(report: LintReport, language: Language): Generator<string> {
  const words = LINT_WORDS[language];
  for (const { code, counts, terminals, examples } of report.rules) {
    yield `${code}  ${titleOf(code, language)}: ${countsText(counts, language)}, ${words.ofTerminals(terminals)}`;
    for (const { finding } of examples) {
      const { n, sn, message, section, fault } = finding;
      const whose = fault === undefined ? '' : `, ${words.whose[fault]}`;
      yield `    n ${n}  ${sn === '' ? words.nobody : sn}  ${message} (${sectionText(section, language)}${whose})`;
    }
    const rest = sumOf(counts) - examples.length;
    if (rest > 0) yield `    ${words.moreLike(rest)}`;
    const remedy = examples[0]?.finding.remedy;
    if (remedy !== undefined) yield `    → ${remedy}`;
  }
  if (report.terminals.length > 0) yield '';
  for (const { sn, counts } of report.terminals) {
    yield `${words.terminal} ${sn === '' ? words.nobody : sn}: ${countsText(counts, language)}`;
  }
  if (report.moreTerminals > 0) yield words.more(report.moreTerminals);
  for (const { code, reason, count } of report.mutes) yield words.mutedFor(code, reason, count);
  const { records, terminals } = report.forgotten;
  if (records + terminals > 0) yield words.forgotten(records, terminals);
  yield `${words.exchanges(report.exchanges)}: ${totalsText(report.counts, language)}`;
}
