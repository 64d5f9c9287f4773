/** The ledger of a capture: asked for again until the desk is through, and then as terminals go on. */

import type { LedgerAccount, LedgerQuery, LedgerSummary } from '../../../shared/link/ledger.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { keepAsking } from '../link/keep-asking.ts';

/** While the desk reads, and while terminals go on talking. */
const READING_MS = 50;
const LIVE_MS = 5_000;

export class LedgerOf {
  report = $state.raw<LedgerSummary | null>(null);
  /** Undefined until it is known; null for a card without bookings. */
  account = $state.raw<LedgerAccount | null | undefined>(undefined);
  /** Share that is read. */
  progress = $state(0);
  stopped = $state(false);
  failure = $state.raw<DeskError | null>(null);
  /** Why the card that was asked for cannot be told. */
  accountFailure = $state.raw<DeskError | null>(null);
  /** What was asked for last. */
  #card = '';
  readonly #onRefused: (error: unknown) => void;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Asks until it is told to end; what changes by itself is asked for again and again. */
  watch(query: LedgerQuery): () => void {
    return keepAsking(async (signal) => {
      try {
        const { report, progress } = await desk.ledger({ ...query, signal });
        this.progress = progress ?? 1;
        if (report !== undefined) this.report = report;
        this.failure = null;
      } catch (error) {
        if (signal.aborted) return null;
        this.#onRefused(error);
        this.failure = deskErrorOf(error);
      }
      if (this.progress < 1 && this.failure === null) return READING_MS;
      return query.capture === undefined ? LIVE_MS : null;
    });
  }

  /** One card of it; returns what ends the asking. */
  open(query: LedgerQuery & { readonly card: string }): () => void {
    if (query.card !== this.#card) this.close();
    this.#card = query.card;
    const ending = new AbortController();
    void this.#open(query, ending.signal);
    return () => ending.abort();
  }

  /** Nothing is left of the card, nor of why it could not be told. */
  close(): void {
    this.account = undefined;
    this.accountFailure = null;
  }

  async #open(query: LedgerQuery, signal: AbortSignal): Promise<void> {
    try {
      this.account = (await desk.ledger({ ...query, signal })).account;
      this.accountFailure = null;
    } catch (error) {
      if (signal.aborted) return;
      this.#onRefused(error);
      this.accountFailure = deskErrorOf(error);
    }
  }
}
