/** Sees to it that the rows in view arrive: page by page, once the view rests, and never twice at a time. */

import type { Row } from '../../../shared/link/api.ts';
import { desk } from '../link/desk.ts';
import { isWhole, queryOf, type Listing } from './listing.ts';
import { PAGE_ROWS, type Pages } from './pages.ts';

/** A page is asked for when the view rests on it this long: fast scrolling asks for nothing on its way. */
const REST_MS = 40;
const RETRY_MS = 1_500;

export interface PageLoaderWish {
  readonly pages: Pages;
  /** What is listed now. */
  readonly listing: () => Listing | null;
  /** How many rows there are. */
  readonly count: () => number;
  readonly put: (offset: number, rows: readonly Row[]) => void;
  readonly onRefused: (error: unknown) => void;
}

export class PageLoader {
  readonly #wish: PageLoaderWish;
  readonly #loading = new Map<number, AbortController>();
  #wanted: readonly [from: number, to: number] = [0, 0];
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(wish: PageLoaderWish) {
    this.#wish = wish;
  }

  /** The position that is looked at. */
  get middle(): number {
    return (this.#wanted[0] + this.#wanted[1]) / 2;
  }

  /** These positions are in view. */
  want(from: number, to: number): void {
    this.#wanted = [from, to];
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.rest(), REST_MS);
  }

  /** Nothing of what is on its way is wanted any more. */
  abort(): void {
    for (const loading of this.#loading.values()) loading.abort();
    this.#loading.clear();
  }

  /** Asks for what the view lacks. */
  rest(): void {
    const listing = this.#wish.listing();
    if (listing === null) return;
    const [from, to] = [this.#wanted[0], Math.min(this.#wanted[1], this.#wish.count())];
    const first = Math.floor(from / PAGE_ROWS);
    const last = Math.floor(Math.max(from, to - 1) / PAGE_ROWS);
    for (const [number, loading] of this.#loading) {
      if (number >= first && number <= last) continue;
      loading.abort();
      this.#loading.delete(number);
    }
    for (let number = first; number <= last; number++) {
      if (this.#wish.pages.lacks(listing, number, from, to) && !this.#loading.has(number)) {
        void this.#load(listing, number);
      }
    }
  }

  async #load(listing: Listing, number: number): Promise<void> {
    const { pages, put, onRefused } = this.#wish;
    const loading = new AbortController();
    this.#loading.set(number, loading);
    try {
      const from = pages.lackingFrom(listing, number);
      const offset = number * PAGE_ROWS + from;
      const list = await desk.exchanges({
        ...queryOf(listing),
        offset,
        limit: PAGE_ROWS - from,
        signal: loading.signal,
      });
      if (loading.signal.aborted || this.#wish.listing() !== listing) return;
      pages.renewed(number);
      put(offset, list.items);
      // Rows that came in the meantime lack theirs.
      if (list.items.length > 0 && list.items.every((row) => isWhole(row, listing))) this.rest();
    } catch (error) {
      if (loading.signal.aborted) return;
      onRefused(error);
      setTimeout(() => this.rest(), RETRY_MS);
    } finally {
      if (this.#loading.get(number) === loading) this.#loading.delete(number);
    }
  }
}
