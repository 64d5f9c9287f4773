/** What is wrong, or odd: in one exchange by itself (RULES), and in the light of those before it (COURSE_RULES). */

import type { Language } from '../codec/frame.ts';
import { byKind } from './by-kind.ts';
import type { Examined } from './examined.ts';
import type { Finding } from './finding.ts';
import { RULES } from './rules/index.ts';
import { fewOf, findingOf } from './told.ts';

export { RULES } from './rules/index.ts';
export { COURSE_RULES } from './course-rules/index.ts';
export { Courses, type CourseFacts, type IdlePollFacts } from './courses.ts';
export type { AnyCourseRule } from './course-rule.ts';
export { Examined } from './examined.ts';
export type { Found as FoundInCourse, Rule } from './rule.ts';
export { Mutes } from './mutes.ts';
export { worstOf } from './severity.ts';
export { sayTold, type Told } from './told.ts';

const LOOKING = byKind(RULES);

/** Stateless findings of one exchange. */
export function findingsOf(exchange: Examined, language: Language): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, cue } of LOOKING[exchange.frame.kind]) {
    if ((exchange.cues & cue) === 0) continue;
    const all = rule.find(exchange);
    if (all.length === 0) continue;
    for (const found of fewOf(all)) findings.push(findingOf(rule, found, language));
  }
  return findings;
}
