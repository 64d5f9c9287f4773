/** What a rule is about in a few words, by its code. */

import type { Language } from '../../shared/codec/frame.ts';
import { COURSE_RULES, RULES } from '../../shared/findings/index.ts';

const titles = new Map([...RULES, ...COURSE_RULES].map(({ code, title }) => [code, title]));

export const titleOf = (code: string, language: Language): string =>
  titles.get(code)?.[language] ?? code;

/** Codes of all rules, in the order of the reference. */
export const RULE_CODES: readonly string[] = [...titles.keys()];
