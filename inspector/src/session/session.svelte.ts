/** The ladder of one terminal and the server: its exchanges, where we are in it, and whether it follows. */

import type { Row } from '../../../shared/link/api.ts';
import { address } from '../address.svelte.ts';
import { language } from '../language/language.svelte.ts';
import type { RowListener } from '../link/live.svelte.ts';
import { filterFor } from '../terminals/places.ts';
import type { Listing } from '../traffic/listing.ts';
import { Rows } from '../traffic/rows.svelte.ts';
import { Polls } from './polls.svelte.ts';

export class Session implements RowListener {
  readonly rows: Rows;
  readonly polls: Polls;
  following = $state(true);
  /** Position of the chosen rung; null when none is. */
  position = $state<number | null>(null);
  #listed = '';
  #isOpen = false;

  constructor(onRefused: (error: unknown) => void) {
    this.rows = new Rows(onRefused);
    this.polls = new Polls(onRefused);
  }

  get wished(): Listing {
    const { capture, sn, idle } = address.place;
    return {
      capture,
      filter: filterFor(sn),
      highlight: '',
      idle,
      columns: '',
      language: language.name,
    };
  }

  /** Lists what the address asks for. */
  async list(): Promise<void> {
    const wished = this.wished;
    const listed = JSON.stringify([wished.capture, wished.filter]);
    if (listed !== this.#listed) {
      this.polls.forget();
      // A session of the past is read from its beginning.
      this.following = wished.capture === null;
    }
    this.#listed = listed;
    this.#isOpen = true;
    await this.rows.open(wished);
    const { n } = address.place;
    this.position = n === null ? null : await this.rows.locate(n);
    if (this.position !== null) this.following = false;
  }

  /** The view is left: what comes no longer concerns it. */
  leave(): void {
    this.#isOpen = false;
  }

  rowsCame(rows: readonly Row[], total: number): void {
    const { sn } = address.place;
    if (this.#isOpen && rows.some((row) => row.sn === sn)) this.rows.add(rows, total);
  }

  renew(): void {
    if (this.#isOpen) void this.rows.open(this.wished);
  }

  /** Chooses the rung at a position. */
  choose(position: number): void {
    const row = this.rows.at(position);
    if (row === undefined) return;
    this.position = position;
    this.following = false;
    address.move({ n: row.n });
  }

  /** Moves by so many rungs; without a chosen one it begins at `start`. */
  step(by: number, start: number): void {
    const last = this.rows.matched - 1;
    if (last < 0) return;
    const wanted = this.position === null ? start : this.position + by;
    this.choose(Math.max(0, Math.min(wanted, last)));
  }

  /** Shows the exchange among the traffic of its terminal. */
  show(position: number): void {
    const row = this.rows.at(position);
    if (row === undefined) return;
    this.choose(position);
    const { idle } = address.place;
    address.go({ view: 'traffic', filter: filterFor(row.sn), idle, n: row.n, tab: 'fields' });
  }
}
