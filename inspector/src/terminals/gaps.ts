/** Distances between polls as bars: as tall as they are long, up to three intervals. */

/** As many intervals without a poll make a terminal overdue. */
export const MISSED_POLLS = 3;
const LEAST_PX = 1;

/** Longer than polls may be apart. */
export const isLate = (gapMs: number, paceMs: number): boolean => gapMs > MISSED_POLLS * paceMs;

export function heights(
  gaps: readonly number[],
  paceMs: number,
  heightPx: number,
): readonly number[] {
  const most = MISSED_POLLS * Math.max(1, paceMs);
  return gaps.map((gap) => Math.max(LEAST_PX, Math.round((Math.min(gap, most) / most) * heightPx)));
}
