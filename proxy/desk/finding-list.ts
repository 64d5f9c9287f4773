/** The findings of a capture by rule, in the language of whoever asks. */

import type { Language } from '../../shared/codec/frame.ts';
import type { Finding } from '../../shared/findings/finding.ts';
import type { RuleWords } from '../../shared/findings/rule.ts';
import { COURSE_RULES, RULES } from '../../shared/findings/index.ts';
import { byGravity, sumOf, worstIn } from '../../shared/findings/severity.ts';
import type { FindingGroup, FindingTerminal } from '../../shared/link/findings.ts';
import type { CaptureView } from './capture-view.ts';
import type { CountedFindings } from './finding-counts.ts';

/** A list is for people; the rest is found by its filter. */
const MOST_TERMINALS = 200;

const rules = new Map<string, RuleWords>([...RULES, ...COURSE_RULES].map((rule) => [rule.code, rule])); // prettier-ignore

export const isRule = (code: string): boolean => rules.has(code);

export const findingGroups = (view: CaptureView, language: Language): readonly FindingGroup[] =>
  [...view.findings.rules]
    .map(([code, terminals]) => groupOf(view, code, terminals, language))
    .sort(
      (one, other) =>
        Number(one.count === 0) - Number(other.count === 0) ||
        byGravity(one.severity, other.severity) ||
        other.count - one.count ||
        other.muted - one.muted,
    );

function groupOf(
  view: CaptureView,
  code: string,
  counted: ReadonlyMap<string, CountedFindings>,
  language: Language,
): FindingGroup {
  const terminals = [...counted].map(([sn, each]): FindingTerminal => {
    const muted = view.mutes.reasonOf(code, sn);
    return {
      sn,
      count: sumOf(each),
      severity: worstIn(each),
      firstN: each.firstN,
      lastN: each.lastN,
      ...(muted === null ? {} : { muted }),
    };
  });
  const counting = terminals.filter(({ muted }) => muted === undefined);
  const gravest = [...(counting.length > 0 ? counting : terminals)].sort((one, other) =>
    byGravity(one.severity, other.severity),
  )[0];
  const rule = rules.get(code);
  // Of rules that blame now the one and now the other, and rest on several sections, it tells which.
  const first = firstIn(view, code, gravest?.firstN ?? 0, language);
  const fault = first?.fault ?? rule?.fault;
  const count = counting.reduce((sum, each) => sum + each.count, 0);
  return {
    code,
    severity: gravest?.severity ?? 'note',
    section: first?.section ?? rule?.section ?? 'observed',
    ...(fault === undefined ? {} : { fault }),
    title: rule?.title[language] ?? code,
    message: first?.message ?? '',
    remedy: rule?.remedy[language] ?? '',
    count,
    muted: terminals.reduce((sum, each) => sum + each.count, 0) - count,
    terminals: terminals.sort((one, other) => other.count - one.count).slice(0, MOST_TERMINALS),
    moreTerminals: Math.max(0, terminals.length - MOST_TERMINALS),
  };
}

/** The first of that rule in an exchange; undefined where the exchange is gone. */
function firstIn(
  view: CaptureView,
  code: string,
  n: number,
  language: Language,
): Finding | undefined {
  const position = view.index.positionOf(n);
  const reading = position === null ? null : view.read(position, language);
  return reading?.findings.find((finding) => finding.code === code);
}
