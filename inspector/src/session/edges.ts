/** The exchanges of a ladder between which idle polls may be folded. */

import type { Row } from '../../../shared/link/api.ts';

/** Between neighbours by number lies nothing: only the edges of holes are left. */
export function edgesOf(seen: readonly (Row | undefined)[]): readonly Row[] {
  const isNext = (row: Row | undefined, after: Row | undefined) => after?.n === (row?.n ?? 0) + 1;
  return seen
    .filter(
      (row, at) =>
        !isNext(seen[at - 1], row) || (at + 1 < seen.length && !isNext(row, seen[at + 1])),
    )
    .filter((row) => row !== undefined);
}
