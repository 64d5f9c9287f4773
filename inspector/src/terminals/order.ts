/** The orders that the board of terminals can stand in. */

import type { TerminalRow } from '../../../shared/link/api.ts';

export const ORDERS = ['sn', 'lastSeen', 'pending', 'findings'] as const;
export type Order = (typeof ORDERS)[number];

type Compare = (a: TerminalRow, b: TerminalRow) => number;

const bySerial: Compare = (a, b) => a.sn.localeCompare(b.sn, 'en', { numeric: true });

/** The worst first: one error outweighs any number of warnings. */
const byFindings: Compare = (a, b) =>
  b.findings.error - a.findings.error ||
  b.findings.warning - a.findings.warning ||
  b.findings.note - a.findings.note;

const COMPARES: Readonly<Record<Order, Compare>> = {
  sn: bySerial,
  /** The longest silent first. */
  lastSeen: (a, b) => Date.parse(a.lastSeen) - Date.parse(b.lastSeen),
  pending: (a, b) => b.pendingCommands.length - a.pendingCommands.length,
  findings: byFindings,
};

export const inOrder = (rows: readonly TerminalRow[], order: Order): readonly TerminalRow[] =>
  rows.toSorted((a, b) => COMPARES[order](a, b) || bySerial(a, b));
