/** What the terminals know of a hole in the record numbers that somebody speaks of. */

import type { RecordSpan } from '../../../shared/codec/commands/cure.ts';
import type { TerminalRow } from '../../../shared/link/api.ts';
import type { RecordGap } from '../../../shared/session/gaps.ts';

/** Null when it is not, or no longer, among those that are kept. */
export function gapAmong(
  terminals: readonly TerminalRow[],
  sn: string,
  { table, from, to }: RecordSpan,
): RecordGap | null {
  const gaps = terminals.find((each) => each.sn === sn)?.gaps ?? [];
  return gaps.find((gap) => gap.table === table && gap.from <= from && to <= gap.to) ?? null;
}
