/** The traffic on screen: the list, whether it follows the newest, stands still, and where we are in it. */

import type { Row } from '../../../shared/link/api.ts';
import type { NoteAnswer } from '../../../shared/link/notes.ts';
import { address } from '../address.svelte.ts';
import { language } from '../language/language.svelte.ts';
import type { RowListener } from '../link/live.svelte.ts';
import { columns } from './columns.svelte.ts';
import { continueIdle, NO_IDLE, type IdleRun } from './idle.ts';
import type { Listing } from './listing.ts';
import { Rows } from './rows.svelte.ts';

export class Traffic implements RowListener {
  readonly rows: Rows;
  paused = $state(false);
  idleRun = $state.raw<IdleRun>(NO_IDLE);
  /** Position of the open exchange in the list; null when none is, or the list leaves it out. */
  position = $state<number | null>(null);
  #following = $state(true);
  #capture: string | null = null;
  /** Rows that were there when the list let go of the newest. */
  #seen = $state(0);
  readonly fresh: number = $derived.by(() =>
    this.#following ? 0 : Math.max(0, this.rows.matched - this.#seen),
  );
  /** Idle polls that the list leaves out. */
  readonly folded: number = $derived.by(() => {
    const listing = this.rows.listing;
    if (listing === null || listing.idle || listing.filter !== '') return 0;
    return Math.max(0, this.rows.total - this.rows.matched);
  });

  constructor(onRefused: (error: unknown) => void) {
    this.rows = new Rows(onRefused);
  }

  get following(): boolean {
    return this.#following;
  }

  set following(following: boolean) {
    if (following === this.#following) return;
    this.#following = following;
    if (!following) this.#seen = this.rows.matched;
  }

  /** What the address asks to be listed. */
  get wished(): Listing {
    const { capture, filter, highlight, idle } = address.place;
    return { capture, filter, highlight, idle, columns: columns.fields, language: language.name };
  }

  /** Lists what the address asks for; the exchange that is open keeps its place in view. */
  async list(): Promise<void> {
    const wished = this.wished;
    // An earlier capture is read from its beginning, what is being written from its end.
    if (wished.capture !== this.#capture) this.following = wished.capture === null;
    this.#capture = wished.capture;
    await this.rows.open(wished);
    this.#seen = this.rows.matched;
    this.position = null;
    await this.#findOpen();
  }

  rowsCame(rows: readonly Row[], total: number): void {
    this.idleRun = continueIdle(this.idleRun, rows);
    if (!this.paused) this.rows.add(rows, total);
  }

  rowsJudged(rows: readonly Row[]): void {
    this.rows.judged(rows);
  }

  renew(newest: readonly Row[]): void {
    this.idleRun = continueIdle(NO_IDLE, newest);
    if (!this.paused) void this.#again();
  }

  togglePause(): void {
    this.paused = !this.paused;
    if (!this.paused) void this.#again();
  }

  /** Opens the exchange at a position of the list. */
  open(position: number): void {
    const row = this.rows.at(position);
    if (row === undefined) return;
    this.position = position;
    this.following = false;
    address.move({ n: row.n });
  }

  /** Opens an exchange by its number, whether or not the list shows it. */
  async go(n: number): Promise<void> {
    this.following = false;
    address.move({ n });
    this.position = null;
    await this.#findOpen();
  }

  /** Row of the open exchange; undefined when none is, or the list has it not at hand. */
  get openRow(): Row | undefined {
    const row = this.position === null ? undefined : this.rows.at(this.position);
    return row?.n === address.place.n ? row : undefined;
  }

  /** Somebody marked an exchange or wrote a comment: a filter may match it now, or no more, and so may a highlight. */
  noted(answer: NoteAnswer): void {
    this.rows.noted(answer);
    if (address.place.filter !== '' || address.place.highlight !== '') void this.list();
  }

  /** Moves by so many rows; without an open exchange it begins at `start`. */
  step(by: number, start: number): void {
    const last = this.rows.matched - 1;
    if (last < 0) return;
    const wanted = this.position === null ? start : this.position + by;
    this.open(Math.max(0, Math.min(wanted, last)));
  }

  close(): void {
    this.position = null;
    address.move({ n: null });
  }

  async #again(): Promise<void> {
    await this.rows.open(this.wished);
    if (this.position === null) await this.#findOpen();
  }

  async #findOpen(): Promise<void> {
    const n = address.place.n;
    if (n === null) return;
    const position = await this.rows.locate(n);
    if (address.place.n !== n) return;
    this.position = position;
    if (position !== null) this.following = false;
  }
}
