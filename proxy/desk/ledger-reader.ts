/** The money of one capture, read in slices: it goes on as long as somebody asks, and keeps what it knows. */

import { performance } from 'node:perf_hooks';
import { Ledger, type CardAccount, type CardTotals, type LedgerReport } from '../../shared/ledger/ledger.ts'; // prettier-ignore
import { notKeptOf } from '../../shared/ledger/unread.ts';
import type { LedgerAccount, LedgerSummary } from '../../shared/link/ledger.ts';
import type { CaptureView } from './capture-view.ts';
import { lookThrough, shareLooked, type Looker, type Patience } from './look-through.ts';
import { slices } from './slices.ts';

/** Some 150 MB: beside a running site the desk takes no more. */
const MOST_BOOKINGS = 500_000;
/** A report that took long is not made anew for each booking that comes. */
const REST = 5;
const MOST_LISTED = 1_000;
/** A booking may break in each of its wallets. */
const MOST_BREAKS = 2 * MOST_LISTED;

export class LedgerReader implements Looker {
  readonly view: CaptureView;
  readonly #ledger = new Ledger(MOST_BOOKINGS);
  /** Exchanges that were looked at, those that the view has let go of among them. */
  #looked = 0;
  #report: LedgerReport | null = null;
  #reporting: Promise<void> | null = null;
  /** What the report was made of. */
  #reportedAt = -1;
  #madeMs = -Infinity;
  #tookMs = 0;

  constructor(view: CaptureView) {
    this.view = view;
  }

  /** How many of those that the view has were looked at. */
  get looked(): number {
    return Math.max(0, this.#looked - this.view.forgotten);
  }

  /** Looks at the next exchange. */
  lookOn(): void {
    const position = this.looked;
    this.#looked = this.view.forgotten + position + 1;
    this.#look(position);
  }

  /** Share of the capture that was looked through. */
  get progress(): number {
    return shareLooked(this.view, this);
  }

  /** Reads on; whether everything that is on file was looked at. */
  read(patience: Patience): Promise<boolean> {
    return lookThrough(this.view, this, patience);
  }

  /** The report of what was read, made while others have their turn; null when patience ends before. */
  async report({ untilMs }: Patience): Promise<LedgerReport | null> {
    const isRested = performance.now() - this.#madeMs > REST * this.#tookMs;
    if (this.#reportedAt !== this.#looked && isRested) {
      this.#reporting ??= this.#make().finally(() => (this.#reporting = null));
    }
    if (this.#reporting !== null) {
      const end = new Promise<void>((over) => setTimeout(over, untilMs - performance.now()));
      await Promise.race([this.#reporting, end]);
    }
    return this.#report;
  }

  account(card: string): CardAccount | null {
    return this.#ledger.account(card);
  }

  accounts(): Iterable<CardAccount> {
    return this.#ledger.accounts();
  }

  async #make(): Promise<void> {
    const [looked, beganMs] = [this.#looked, performance.now()];
    const pause = slices();
    const steps = this.#ledger.reporting();
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        this.#report = step.value;
        this.#reportedAt = looked;
        this.#madeMs = performance.now();
        this.#tookMs = this.#madeMs - beganMs;
        return;
      }
      await pause();
    }
  }

  #look(position: number): void {
    const { index } = this.view;
    if (index.commonOf(position).kind !== 'upload') return;
    const reading = this.view.read(position, 'en');
    if (reading === null) return;
    this.#ledger.take(index.n(position), reading.frame, notKeptOf(reading.exchange.request));
  }
}

/** Those that do not add up first, the most money of them before the others. */
const byStake = (one: CardTotals, other: CardTotals): number =>
  Number(other.breaks > 0) - Number(one.breaks > 0) || other.atStake - one.atStake;

export function summaryOf(report: LedgerReport, offset: number, limit: number): LedgerSummary {
  const { breaks, remarks, accounts, holes, details, ...rest } = report;
  return {
    ...rest,
    breaks: breaks.length,
    remarks: remarks.length,
    broken: accounts.filter((each) => each.breaks > 0).length,
    accounts: accounts.toSorted(byStake).slice(offset, offset + limit),
    holes: holes.slice(0, MOST_LISTED),
    holeCount: holes.length,
    details: details.slice(0, MOST_LISTED),
    detailCount: details.length,
  };
}

/** From the booking before the first break on, or all of it. */
export function accountOf({ card, bookings, breaks, remarks }: CardAccount): LedgerAccount {
  const before = Math.max(0, (breaks[0]?.index ?? 0) - 1);
  const listed = bookings.slice(before, before + MOST_LISTED);
  const after = bookings.length - before - listed.length;
  const end = before + listed.length;
  const remarked = remarks.filter(({ index }) => index >= before && index < end);
  return { card, bookings: listed, breaks: breaks.slice(0, MOST_BREAKS), remarks: remarked, before, after }; // prettier-ignore
}
