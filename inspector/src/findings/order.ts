/** Findings as they are listed: by rule, or by the terminal that they are about; those that count before the muted ones. */

import { byGravity } from '../../../shared/findings/severity.ts';
import type { FindingGroup, FindingTerminal } from '../../../shared/link/findings.ts';
import type { Place } from '../address.ts';
import { filterFor } from '../terminals/places.ts';

/** One rule at one terminal. */
export interface Spot {
  readonly group: FindingGroup;
  readonly terminal: FindingTerminal;
}

/** The terminals with their rules, the gravest first, then the most frequent. */
export function byTerminal(
  groups: readonly FindingGroup[],
): readonly (readonly [sn: string, spots: readonly Spot[]])[] {
  const spots = new Map<string, Spot[]>();
  for (const group of groups) {
    for (const terminal of group.terminals) {
      if (terminal.muted !== undefined) continue;
      spots.set(terminal.sn, [...(spots.get(terminal.sn) ?? []), { group, terminal }]);
    }
  }
  const inOrder = [...spots].map(([sn, all]) => [sn, all.toSorted(graver)] as const);
  return inOrder.toSorted(([, [one]], [, [other]]) => (one && other ? graver(one, other) : 0));
}

const graver = ({ terminal: one }: Spot, { terminal: other }: Spot): number =>
  byGravity(one.severity, other.severity) || other.count - one.count;

/** The exchanges of a rule, at one terminal where one is named. */
export function exchangesOf(code: string, sn: string): Partial<Place> {
  const filter = sn === '' ? `finding:${code}` : `finding:${code} ${filterFor(sn)}`;
  return { view: 'traffic', filter, idle: true, n: null };
}
