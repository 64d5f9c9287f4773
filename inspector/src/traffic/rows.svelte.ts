/**
 * The exchange list as a window on the desk's: rows by position, fetched in pages as they come into
 * view, the least recently seen forgotten. The desk only ever appends, so a position keeps its row.
 */

import type { Language } from '../../../shared/codec/frame.ts';
import type { ExchangeQuery, Row } from '../../../shared/link/api.ts';
import type { NoteAnswer } from '../../../shared/link/notes.ts';
import { desk, DeskError } from '../link/desk.ts';

const PAGE_ROWS = 200;
const MOST_PAGES = 50;
/** A page is asked for when the view rests on it this long: fast scrolling asks for nothing on its way. */
const REST_MS = 40;
const RETRY_MS = 1_500;
/** The least time between two askings for what a filter matches now. */
const LEAST_AGAIN_MS = 400;

/** What is to be listed. */
export interface Listing {
  readonly capture: string | null;
  readonly filter: string;
  readonly highlight: string;
  readonly idle: boolean;
  /** Fields that each row has cells for, separated by commas. */
  readonly columns: string;
  readonly language: Language;
}

interface Page {
  readonly rows: (Row | undefined)[];
  /** Still shown, but to be asked for again. */
  stale: boolean;
}

interface Arrival {
  readonly rows: readonly Row[];
  readonly total: number;
}

const query = ({
  capture,
  filter,
  highlight,
  idle,
  columns,
  language,
}: Listing): ExchangeQuery => ({
  ...(capture === null ? {} : { capture }),
  filter,
  highlight,
  language,
  idle: idle ? '1' : '0',
  ...(columns === '' ? {} : { columns }),
});

/** Whether the desk said all of a row that the listing shows: live rows come without cells, and some unlit. */
const isWhole = (row: Row | undefined, { columns, highlight }: Listing): boolean =>
  row !== undefined &&
  (columns === '' || row.cells !== undefined) &&
  (highlight === '' || row.lit !== undefined);

/** Without what belongs to other columns or to another highlight. */
function kept({ cells, lit, ...row }: Row, before: Listing, now: Listing): Row {
  return {
    ...row,
    ...(cells !== undefined && before.columns === now.columns && { cells }),
    ...(lit !== undefined && before.highlight === now.highlight && { lit }),
  };
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

  readonly #onRefused: (error: unknown) => void;
  #version = $state(0);
  /* Readers are told of changes by the version, once for each answer of the desk. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #pages = new Map<number, Page>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #loading = new Map<number, AbortController>();
  #opening: AbortController | null = null;
  /** Rows that came while the newest were being asked for. */
  #held: Arrival[] | null = null;
  /** The newest row that `matched` counts. */
  #newest = 0;
  #wanted: readonly [from: number, to: number] = [0, 0];
  #resting: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** Exchanges came since a filter was last asked how far it got. */
  #outdated = false;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** What the desk said against the filter, or against the highlight. */
  refused(which: 'filter' | 'highlight'): DeskError | null {
    const { failure } = this;
    if (failure?.status !== 400) return null;
    return (failure.code === 'HIGHLIGHT') === (which === 'highlight') ? failure : null;
  }

  at(position: number): Row | undefined {
    void this.#version;
    return this.#pages.get(Math.floor(position / PAGE_ROWS))?.rows[position % PAGE_ROWS];
  }

  /** Lists anew. What is on screen stays until the desk has answered, and when it refuses. */
  async open(wished: Listing): Promise<void> {
    const opening = this.#begin();
    this.busy = true;
    try {
      const list = await desk.exchanges({
        ...query(wished),
        limit: PAGE_ROWS,
        signal: opening.signal,
      });
      if (opening.signal.aborted) return;
      const now = this.listing;
      const sameRows =
        now?.capture === wished.capture && now.filter === wished.filter && now.idle === wished.idle;
      if (sameRows && list.matched >= this.matched) {
        for (const page of this.#pages.values()) {
          page.stale = true;
          for (const [place, row] of page.rows.entries()) {
            if (row !== undefined) page.rows[place] = kept(row, now, wished);
          }
        }
      } else this.#pages.clear();
      for (const loading of this.#loading.values()) loading.abort();
      this.#loading.clear();
      this.listing = wished;
      this.matched = list.matched;
      this.total = list.total;
      this.#newest = list.items.at(-1)?.n ?? 0;
      this.#put(list.offset, list.items);
      this.failure = null;
      this.#goOn(list.progress, wished);
    } catch (error) {
      if (opening.signal.aborted) return;
      this.#fail(error);
    } finally {
      if (this.#opening === opening) this.#finish();
    }
    this.#rest();
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
    if (listing.filter !== '') {
      this.#outdated = true;
      this.#again ??= setTimeout(() => void this.#askAgain(listing), LEAST_AGAIN_MS);
      return;
    }
    const fresh = rows.filter((row) => row.n > this.#newest);
    this.#newest = fresh.at(-1)?.n ?? this.#newest;
    const listed = listing.idle ? fresh : fresh.filter((row) => !row.idle);
    if (listed.length === 0) return;
    this.#put(this.matched, listed);
    this.matched += listed.length;
  }

  /** The row of an exchange, where it is at hand. */
  byNumber(n: number): Row | undefined {
    void this.#version;
    for (const { rows } of this.#pages.values()) {
      const row = rows.find((each) => each?.n === n);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** Somebody marked an exchange or wrote a comment. */
  noted({ n, mark, note }: NoteAnswer): void {
    for (const { rows } of this.#pages.values()) {
      const place = rows.findIndex((row) => row?.n === n);
      const row = rows[place];
      if (row !== undefined) rows[place] = { ...row, mark, note };
    }
    this.#version++;
  }

  /** These positions are in view: sees to it that their rows arrive. */
  want(from: number, to: number): void {
    this.#wanted = [from, to];
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rest(), REST_MS);
  }

  /** Where an exchange stands in the list; null when the list leaves it out. */
  async locate(n: number): Promise<number | null> {
    for (const [number, page] of this.#pages) {
      const place = page.rows.findIndex((row) => row?.n === n);
      if (place >= 0) return number * PAGE_ROWS + place;
    }
    const listing = this.listing;
    if (listing === null) return null;
    const list = await desk
      .exchanges({ ...query(listing), after: n - 1, limit: 1 })
      .catch((error: unknown) => this.#onRefused(error));
    return list?.items[0]?.n === n ? list.offset : null;
  }

  #begin(): AbortController {
    this.#opening?.abort();
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#held ??= [];
    return (this.#opening = new AbortController());
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
    this.failure =
      error instanceof DeskError
        ? error
        : new DeskError(0, 'PAGE', error instanceof Error ? error.message : String(error));
  }

  /** The desk looks through a long capture as long as somebody asks. */
  #goOn(progress: number | undefined, listing: Listing): void {
    this.progress = progress ?? null;
    if (progress === undefined) return;
    this.#outdated = true;
    this.#again ??= setTimeout(() => void this.#askAgain(listing), LEAST_AGAIN_MS);
  }

  /** A filter is matched by the desk alone: ask how far it got, never more often than it can answer. */
  async #askAgain(listing: Listing): Promise<void> {
    const asked = performance.now();
    this.#outdated = false;
    try {
      const list = await desk.exchanges({ ...query(listing), limit: PAGE_ROWS });
      if (this.listing !== listing || this.#opening !== null) return;
      this.#put(list.offset, list.items);
      this.matched = list.matched;
      this.total = list.total;
      this.progress = list.progress ?? null;
      if (list.progress !== undefined) this.#outdated = true;
    } catch (error) {
      this.#onRefused(error);
    }
    if (this.listing !== listing) return;
    this.#again = setTimeout(
      () => {
        this.#again = undefined;
        if (this.#outdated) void this.#askAgain(listing);
      },
      Math.max(LEAST_AGAIN_MS, 3 * (performance.now() - asked)),
    );
  }

  #rest(): void {
    const listing = this.listing;
    if (listing === null) return;
    const [from, to] = [this.#wanted[0], Math.min(this.#wanted[1], this.matched)];
    const first = Math.floor(from / PAGE_ROWS);
    const last = Math.floor(Math.max(from, to - 1) / PAGE_ROWS);
    for (const [number, loading] of this.#loading) {
      if (number >= first && number <= last) continue;
      loading.abort();
      this.#loading.delete(number);
    }
    for (let number = first; number <= last; number++) {
      if (this.#lacks(listing, number, from, to) && !this.#loading.has(number)) {
        void this.#load(listing, number);
      }
    }
  }

  #lacks(listing: Listing, number: number, from: number, to: number): boolean {
    const page = this.#pages.get(number);
    if (page === undefined) return from < to;
    if (page.stale) return true;
    const start = number * PAGE_ROWS;
    for (
      let position = Math.max(from, start);
      position < Math.min(to, start + PAGE_ROWS);
      position++
    ) {
      if (!isWhole(page.rows[position - start], listing)) return true;
    }
    return false;
  }

  async #load(listing: Listing, number: number): Promise<void> {
    const loading = new AbortController();
    this.#loading.set(number, loading);
    try {
      const page = this.#pages.get(number);
      const held = page === undefined || page.stale ? [] : page.rows;
      // What is there needs no other answer: beside live traffic only the newest rows lack their cells.
      const first = held.findIndex((row) => !isWhole(row, listing));
      const from = first < 0 ? held.length % PAGE_ROWS : first;
      const offset = number * PAGE_ROWS + from;
      const list = await desk.exchanges({
        ...query(listing),
        offset,
        limit: PAGE_ROWS - from,
        signal: loading.signal,
      });
      if (loading.signal.aborted || this.listing !== listing) return;
      if (page !== undefined) page.stale = false;
      this.#put(offset, list.items);
      // Rows that came in the meantime lack theirs.
      if (list.items.length > 0 && list.items.every((row) => isWhole(row, listing))) this.#rest();
    } catch (error) {
      if (loading.signal.aborted) return;
      this.#onRefused(error);
      setTimeout(() => this.#rest(), RETRY_MS);
    } finally {
      if (this.#loading.get(number) === loading) this.#loading.delete(number);
    }
  }

  #put(offset: number, rows: readonly Row[]): void {
    for (const [index, row] of rows.entries()) {
      const number = Math.floor((offset + index) / PAGE_ROWS);
      let page = this.#pages.get(number);
      if (page === undefined) this.#pages.set(number, (page = { rows: [], stale: false }));
      page.rows[(offset + index) % PAGE_ROWS] = row;
    }
    this.#forgetFarthest();
    this.#version++;
  }

  #forgetFarthest(): void {
    if (this.#pages.size <= MOST_PAGES) return;
    const middle = (this.#wanted[0] + this.#wanted[1]) / 2 / PAGE_ROWS;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const number of far.slice(0, this.#pages.size - MOST_PAGES)) this.#pages.delete(number);
  }
}
