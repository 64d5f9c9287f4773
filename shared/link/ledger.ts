/** GET /api/ledger: whether the money on the cards adds up, or how far the reading is. */

import type { CardAccount, CardTotals, LedgerReport } from '../ledger/ledger.ts';

export interface LedgerQuery {
  /** Name of an earlier capture; without it, all files of the run. */
  readonly capture?: string;
  /** One card with its bookings in place of the report. */
  readonly card?: string;
  /** Of the report's cards from that place on, so many. */
  readonly offset?: number;
  readonly limit?: number;
}

/** As `ledger --json`, but with cards a part at a time, those that do not add up first, and no break that is not a card's first. */
export interface LedgerSummary extends Omit<LedgerReport, 'breaks' | 'remarks' | 'accounts'> {
  readonly breaks: number;
  readonly remarks: number;
  /** Cards that do not add up. */
  readonly broken: number;
  readonly accounts: readonly CardTotals[];
  /** How many holes and details there are, beside those that are listed. */
  readonly holeCount: number;
  readonly detailCount: number;
}

export interface LedgerAccount extends CardAccount {
  /** Bookings before those that are listed: nothing is wrong with them. The `index` of a break counts them, too. */
  readonly before: number;
  /** Bookings after those that are listed. */
  readonly after: number;
}

/** One of them is there; `account` is null for a card that has no booking. */
export interface LedgerAnswer {
  /** Share of the capture that was read; it goes on as long as somebody asks. */
  readonly progress?: number;
  readonly report?: LedgerSummary;
  readonly account?: LedgerAccount | null;
}
