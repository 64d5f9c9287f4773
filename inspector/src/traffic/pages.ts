/** The rows at hand by their position, in pages; those farthest from view are forgotten. */

import type { Row } from '../../../shared/link/api.ts';
import type { NoteAnswer } from '../../../shared/link/notes.ts';
import { isWhole, type Listing } from './listing.ts';

export const PAGE_ROWS = 200;
const MOST_PAGES = 50;

interface Page {
  readonly rows: (Row | undefined)[];
  /** Still shown, but to be asked for again. */
  stale: boolean;
}

export class Pages {
  readonly #pages = new Map<number, Page>();

  at(position: number): Row | undefined {
    return this.#pages.get(Math.floor(position / PAGE_ROWS))?.rows[position % PAGE_ROWS];
  }

  /** Null for an exchange that is not at hand. */
  positionOf(n: number): number | null {
    for (const [number, { rows }] of this.#pages) {
      const place = rows.findIndex((row) => row?.n === n);
      if (place >= 0) return number * PAGE_ROWS + place;
    }
    return null;
  }

  byNumber(n: number): Row | undefined {
    const position = this.positionOf(n);
    return position === null ? undefined : this.at(position);
  }

  note({ n, mark, note }: NoteAnswer): void {
    this.#change((row) => (row.n === n ? { ...row, mark, note } : row));
  }

  /** Something is said of these exchanges now. */
  judge(judged: readonly Row[]): void {
    const severities = new Map(judged.map(({ n, severity }) => [n, severity]));
    this.#change((row) => {
      const severity = severities.get(row.n);
      return severity === undefined ? row : { ...row, severity };
    });
  }

  /** All are to be asked for again; until then they say what `change` leaves of them. */
  outdate(change: (row: Row) => Row): void {
    for (const page of this.#pages.values()) page.stale = true;
    this.#change(change);
  }

  clear(): void {
    this.#pages.clear();
  }

  /** `middle` is the position that is looked at. */
  put(offset: number, rows: readonly Row[], middle: number): void {
    for (const [index, row] of rows.entries()) {
      const number = Math.floor((offset + index) / PAGE_ROWS);
      let page = this.#pages.get(number);
      if (page === undefined) this.#pages.set(number, (page = { rows: [], stale: false }));
      page.rows[(offset + index) % PAGE_ROWS] = row;
    }
    this.#forgetFarthest(middle / PAGE_ROWS);
  }

  /** Whether a page lacks something of the positions from `from` up to `to`. */
  lacks(listing: Listing, number: number, from: number, to: number): boolean {
    const page = this.#pages.get(number);
    if (page === undefined) return from < to;
    if (page.stale) return true;
    const start = number * PAGE_ROWS;
    const end = Math.min(to, start + PAGE_ROWS);
    for (let position = Math.max(from, start); position < end; position++) {
      if (!isWhole(page.rows[position - start], listing)) return true;
    }
    return false;
  }

  /**
   * The place in a page from which on it has to be asked for. What is there needs no other answer:
   * beside live traffic only the newest rows lack their cells.
   */
  lackingFrom(listing: Listing, number: number): number {
    const page = this.#pages.get(number);
    const held = page === undefined || page.stale ? [] : page.rows;
    const first = held.findIndex((row) => !isWhole(row, listing));
    return first < 0 ? held.length % PAGE_ROWS : first;
  }

  /** A page was asked for again. */
  renewed(number: number): void {
    const page = this.#pages.get(number);
    if (page !== undefined) page.stale = false;
  }

  #change(change: (row: Row) => Row): void {
    for (const { rows } of this.#pages.values()) {
      for (const [place, row] of rows.entries()) {
        if (row !== undefined) rows[place] = change(row);
      }
    }
  }

  #forgetFarthest(middle: number): void {
    if (this.#pages.size <= MOST_PAGES) return;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const number of far.slice(0, this.#pages.size - MOST_PAGES)) this.#pages.delete(number);
  }
}
