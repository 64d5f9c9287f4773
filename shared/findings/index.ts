/** What is wrong, or odd, in one exchange, told without knowing any other. */

import type { Frame, Language } from '../codec/frame.ts';
import type { RawExchange } from '../codec/message.ts';
import { Examined } from './examined.ts';
import type { Finding, Severity } from './finding.ts';
import type { Found, Rule } from './rule.ts';
import { RULES } from './rules/index.ts';

export { RULES } from './rules/index.ts';
export type { Rule } from './rule.ts';

/** A bad upload can break a rule in each of a thousand records; a reader needs the first few and their number. */
const MOST_OF_A_RULE = 20;

const MORE = {
  en: (count: number) => `${count} more like this.`,
  zh: (count: number) => `另有 ${count} 处类似问题。`,
} as const;

const NONE: readonly Finding[] = [];

/** Stateless findings of one exchange. */
export function findingsOf(raw: RawExchange, frame: Frame, language: Language): Finding[] {
  const exchange = new Examined(raw, frame);
  return RULES.flatMap((rule) => {
    const all = rule.find(exchange);
    if (all.length === 0) return NONE;
    const told = all.slice(0, MOST_OF_A_RULE).map((found) => findingOf(rule, found, language));
    const untold = all[MOST_OF_A_RULE];
    if (untold === undefined) return told;
    const rest = findingOf(rule, untold, language);
    return [...told, { ...rest, message: MORE[language](all.length - MOST_OF_A_RULE) }];
  });
}

function findingOf(rule: Rule, found: Found, language: Language): Finding {
  return {
    code: rule.code,
    severity: found.severity ?? rule.severity,
    section: found.section ?? rule.section,
    message: found.message[language],
    part: found.part,
    span: found.span,
    fault: found.fault ?? rule.fault,
    remedy: rule.remedy[language],
  };
}

const RANK: Readonly<Record<Severity, number>> = { note: 1, warning: 2, error: 3 };

/** The worst of them; null without any. */
export function worstOf(findings: readonly Finding[]): Severity | null {
  return findings.reduce<Severity | null>(
    (worst, { severity }) => (worst === null || RANK[severity] > RANK[worst] ? severity : worst),
    null,
  );
}
