/** The orders that the board of terminals can stand in: by any of its columns, either way. */

import type { Counts } from '../../../shared/findings/severity.ts';
import type { TerminalRow } from '../../../shared/link/api.ts';
import { backlogOf } from './backlog.ts';
import { skewOf } from './skew.ts';
import { newestStamp } from './stamps.ts';

export const COLUMNS = [
  'sn',
  'phase',
  'lastSeen',
  'pace',
  'backlog',
  'pending',
  'findings',
  'clock',
  'stamps',
  'firmware',
] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

type Value = string | number | null;

/** One error outweighs any number of warnings, as long as nobody counts a million of them. */
const weight = ({ error, warning, note }: Counts) => (error * 1e6 + warning) * 1e6 + note;

const VALUES: Readonly<Record<Column, (row: TerminalRow) => Value>> = {
  sn: ({ sn }) => sn,
  phase: ({ phase }) => phase,
  lastSeen: ({ lastSeen }) => Date.parse(lastSeen),
  pace: ({ pollIntervalMs }) => pollIntervalMs,
  backlog: (row) => backlogOf(row),
  pending: ({ pendingCommands }) => pendingCommands.length,
  findings: ({ findings }) => weight(findings),
  clock: (row) => Math.abs(skewOf(row)?.ms ?? 0),
  stamps: ({ stamps }) => newestStamp(stamps)?.sent ?? null,
  firmware: ({ firmware }) => firmware || null,
};

/** Where something is wrong comes first when a column is chosen. */
const WORST_FIRST: readonly Column[] = ['backlog', 'pending', 'findings', 'clock'];

export const FIRST: Order = { by: 'sn', descending: false };

/** A second click on the same column turns it round. */
export const turned = (order: Order, by: Column): Order =>
  order.by === by
    ? { by, descending: !order.descending }
    : { by, descending: WORST_FIRST.includes(by) };

function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** What nobody knows stands last, either way. */
export function inOrder(
  rows: readonly TerminalRow[],
  { by, descending }: Order,
): readonly TerminalRow[] {
  const valueOf = VALUES[by];
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    const known = a === null || b === null ? Number(a === null) - Number(b === null) : 0;
    const sign = descending ? -1 : 1;
    return known || (a === null ? 0 : sign * compare(a, b)) || compare(one.sn, other.sn);
  });
}
