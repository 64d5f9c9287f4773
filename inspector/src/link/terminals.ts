/** Rows of terminals with those that changed in place of their earlier selves. */

import type { TerminalRow } from '../../../shared/link/api.ts';

export function mergeTerminals(
  known: readonly TerminalRow[],
  changed: readonly TerminalRow[],
): readonly TerminalRow[] {
  if (changed.length === 0) return known;
  const rows = new Map(known.map((row) => [row.sn, row]));
  for (const row of changed) rows.set(row.sn, row);
  return [...rows.values()];
}
