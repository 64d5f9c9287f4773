/** A finding without a language: kept as it is, and said in the language of whoever reads it. */

import type { Language } from '../codec/frame.ts';
import { words } from '../spec/field.ts';
import type { Finding } from './finding.ts';
import type { Found, RuleWords } from './rule.ts';

export interface Told extends Found {
  /** Number of the exchange that it is about. */
  readonly n: number;
  readonly rule: RuleWords;
}

/** A bad upload can break a rule in each of a thousand records; a reader needs the first few and their number. */
const MOST_OF_A_RULE = 20;

/** What one rule found in one exchange; many are told as the first twenty and their number. */
export function fewOf<F extends Found>(all: readonly F[]): readonly F[] {
  const next = all[MOST_OF_A_RULE];
  if (next === undefined) return all;
  const count = all.length - MOST_OF_A_RULE;
  const message = words(`${count} more like this.`, `另有 ${count} 处类似问题。`);
  return [...all.slice(0, MOST_OF_A_RULE), { ...next, message }];
}

export const findingOf = (rule: RuleWords, found: Found, language: Language): Finding => ({
  code: rule.code,
  severity: found.severity ?? rule.severity,
  section: found.section ?? rule.section,
  message: found.message[language],
  part: found.part,
  span: found.span,
  fault: found.fault ?? rule.fault,
  remedy: rule.remedy[language],
  ...(found.gap !== undefined && { gap: found.gap }),
});

export const sayTold = (told: Told, language: Language): Finding =>
  findingOf(told.rule, told, language);
