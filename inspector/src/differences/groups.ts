/** The differences of a report, by the exchange that they are of. */

import type { Difference, Report, ReportedDifference } from '../../../shared/compare/index.ts';

export interface DifferingExchange {
  readonly of: ReportedDifference;
  readonly differences: readonly Difference[];
}

/** As the comparison of two exchanges has them: what is listed says something. */
export const telling = (difference: Omit<Difference, 'noise'>): Difference => ({
  ...difference,
  noise: null,
});

export function byExchange({ differences }: Report): readonly DifferingExchange[] {
  const groups = new Map<number, { of: ReportedDifference; differences: Difference[] }>();
  for (const difference of differences) {
    const group = groups.get(difference.n) ?? { of: difference, differences: [] };
    group.differences.push(telling(difference));
    groups.set(difference.n, group);
  }
  return [...groups.values()];
}
