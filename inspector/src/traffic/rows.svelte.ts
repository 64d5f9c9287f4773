/**
 * The exchange list as a window on the desk's: rows by position, fetched in pages as they come into
 * view. The desk only ever appends, so a position keeps its row.
 */

import type { ExchangeList, Row } from '../../../shared/link/api.ts';
import type { NoteAnswer } from '../../../shared/link/notes.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { AskingAgain } from './asking-again.ts';
import { hasSameRows, keptOf, queryOf, type Listing } from './listing.ts';
import { PageLoader } from './page-loader.ts';
import { PAGE_ROWS, Pages } from './pages.ts';

interface Arrival {
  readonly rows: readonly Row[];
  readonly total: number;
}

export class Rows {
  /** Rows of the list. */
  matched = $state(0);
  /** Exchanges in the capture, idle polls and all. */
  total = $state(0);
  /** What is listed; null until the desk has answered. */
  listing = $state.raw<Listing | null>(null);
  /** Why the wished listing is not on screen; the one before it still is. */
  failure = $state.raw<DeskError | null>(null);
  busy = $state(false);
  /** Share of the capture that the filter went through so far; null once it was all of it. */
  progress = $state<number | null>(null);
  /** Somebody has seen enough of a long search. */
  stopped = $state(false);

  readonly #onRefused: (error: unknown) => void;
  /** Readers of rows are told of changes by the version, once for each answer of the desk. */
  #version = $state(0);
  readonly #pages = new Pages();
  readonly #loader: PageLoader;
  readonly #again = new AskingAgain(() => this.#askNewest());
  #opening: AbortController | null = null;
  /** How far a long search got is being asked. */
  #asking: AbortController | null = null;
  /** Rows that came while the newest were being asked for. */
  #held: Arrival[] | null = null;
  /** The newest row that `matched` counts. */
  #newest = 0;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
    this.#loader = new PageLoader({
      pages: this.#pages,
      listing: () => this.listing,
      count: () => this.matched,
      put: (offset, rows) => this.#put(offset, rows),
      onRefused,
    });
  }

  /** What the desk said against the filter, or against the highlight. */
  refused(which: 'filter' | 'highlight'): DeskError | null {
    const { failure } = this;
    if (failure?.status !== 400) return null;
    return (failure.code === 'HIGHLIGHT') === (which === 'highlight') ? failure : null;
  }

  at(position: number): Row | undefined {
    void this.#version;
    return this.#pages.at(position);
  }

  /** The row of an exchange, where it is at hand. */
  byNumber(n: number): Row | undefined {
    void this.#version;
    return this.#pages.byNumber(n);
  }

  /** Lists anew. What is on screen stays until the desk has answered, and when it refuses. */
  async open(wished: Listing): Promise<void> {
    const opening = this.#begin();
    this.busy = true;
    this.stopped = false;
    try {
      const list = await desk.exchanges({
        ...queryOf(wished),
        limit: PAGE_ROWS,
        signal: opening.signal,
      });
      if (opening.signal.aborted) return;
      this.#turnTo(wished, list);
      this.failure = null;
    } catch (error) {
      if (opening.signal.aborted) return;
      this.#fail(error);
    } finally {
      if (this.#opening === opening) this.#finish();
    }
    this.#loader.rest();
  }

  /** New exchanges, in order of `n`. */
  add(rows: readonly Row[], total: number): void {
    if (this.#held !== null) {
      this.#held.push({ rows, total });
      return;
    }
    const listing = this.listing;
    if (listing === null || listing.capture !== null) return;
    this.total = total;
    // A filter is matched by the desk alone.
    if (listing.filter !== '') {
      if (!this.stopped) this.#again.wish();
      return;
    }
    const fresh = rows.filter((row) => row.n > this.#newest);
    this.#newest = fresh.at(-1)?.n ?? this.#newest;
    const listed = listing.idle ? fresh : fresh.filter((row) => !row.idle);
    if (listed.length === 0) return;
    this.#put(this.matched, listed);
    this.matched += listed.length;
  }

  /** Something is said of exchanges that came before. */
  judged(rows: readonly Row[]): void {
    if (this.listing?.capture !== null) return;
    this.#pages.judge(rows);
    this.#version++;
  }

  /** Somebody marked an exchange or wrote a comment. */
  noted(answer: NoteAnswer): void {
    this.#pages.note(answer);
    this.#version++;
  }

  /** These positions are in view: sees to it that their rows arrive. */
  want(from: number, to: number): void {
    this.#loader.want(from, to);
  }

  /** Where an exchange stands in the list; null when the list leaves it out. */
  async locate(n: number): Promise<number | null> {
    const atHand = this.#pages.positionOf(n);
    const listing = this.listing;
    if (atHand !== null || listing === null) return atHand;
    const list = await desk
      .exchanges({ ...queryOf(listing), after: n - 1, limit: 1 })
      .catch((error: unknown) => this.#onRefused(error));
    return list?.items[0]?.n === n ? list.offset : null;
  }

  /** The desk looks no further through a long capture. */
  stop(): void {
    this.stopped = true;
    this.#asking?.abort();
    this.#again.stop();
  }

  /** It looks on from there. */
  resume(): void {
    this.stopped = false;
    this.#again.wish();
  }

  #begin(): AbortController {
    this.#opening?.abort();
    this.#again.stop();
    this.#held ??= [];
    return (this.#opening = new AbortController());
  }

  #turnTo(wished: Listing, list: ExchangeList): void {
    const now = this.listing;
    if (hasSameRows(now, wished) && list.matched >= this.matched) {
      this.#pages.outdate((row) => keptOf(row, now, wished));
    } else this.#pages.clear();
    this.#loader.abort();
    this.listing = wished;
    this.#newest = list.items.at(-1)?.n ?? 0;
    this.#take(list);
    if (list.progress !== undefined) this.#again.wish();
  }

  #take({ offset, items, matched, total, progress }: ExchangeList): void {
    this.matched = matched;
    this.total = total;
    this.progress = progress ?? null;
    this.#put(offset, items);
  }

  #finish(): void {
    this.#opening = null;
    this.busy = false;
    const held = this.#held ?? [];
    this.#held = null;
    for (const { rows, total } of held) this.add(rows, total);
  }

  #fail(error: unknown): void {
    this.#onRefused(error);
    this.failure = deskErrorOf(error);
  }

  /** How far a filter got, for it is matched by the desk alone. */
  async #askNewest(): Promise<boolean> {
    const listing = this.listing;
    if (listing === null) return false;
    const { signal } = (this.#asking = new AbortController());
    try {
      const list = await desk.exchanges({ ...queryOf(listing), limit: PAGE_ROWS, signal });
      if (signal.aborted || this.listing !== listing || this.#opening !== null) return false;
      this.#take(list);
      return list.progress !== undefined;
    } catch (error) {
      if (!signal.aborted) this.#onRefused(error);
      return false;
    }
  }

  #put(offset: number, rows: readonly Row[]): void {
    this.#pages.put(offset, rows, this.#loader.middle);
    this.#version++;
  }
}
