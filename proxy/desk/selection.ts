/** The exchanges of a capture that a filter matches, looked for as far as somebody asked. */

import type { Language } from '../../shared/codec/frame.ts';
import type { Filter } from '../../shared/filter/index.ts';
import type { CaptureView } from './capture-view.ts';
import type { Looker } from './look-through.ts';
import { Positions } from './positions.ts';
import type { Reading } from './reading.ts';
import { matchReading, RowMatcher } from './row-matcher.ts';

/** Looked at in one go where the index tells all: a fraction of a millisecond. */
const AT_ONCE = 1_024;

export interface Selection extends Looker {
  /** What words are compared in; null where none are. */
  readonly language: Language | null;
  /** How many match so far. */
  readonly count: number;
  /** The position in the capture of the match with that place in the list. */
  at(place: number): number;
  /** How many matches lie below that position of the capture. */
  below(position: number): number;
  /** Looks on, up to that position at most: at some hundred exchanges, or at one that has to be read. */
  lookOn(end: number): void;
  /** Looks at the next exchange, which has just been read. */
  lookAlong(reading: Reading): void;
}

/** Everything: the list is the capture. */
export class All implements Selection {
  readonly language = null;
  readonly #view: CaptureView;

  constructor(view: CaptureView) {
    this.#view = view;
  }

  get count(): number {
    return this.#view.index.count;
  }

  get looked(): number {
    return this.count;
  }

  at(place: number): number {
    return place;
  }

  below(position: number): number {
    return Math.min(position, this.count);
  }

  lookOn(): void {}

  lookAlong(): void {}
}

export interface Wish {
  /** Null takes every exchange. */
  readonly filter: Filter | null;
  /** Whether idle polls are among them. */
  readonly idle: boolean;
  /** What the filter's words are compared in. */
  readonly language: Language;
}

export class Matches implements Selection {
  readonly #view: CaptureView;
  readonly #wish: Wish;
  readonly #matcher: RowMatcher | null;
  readonly #positions = new Positions();
  #looked = 0;

  constructor(view: CaptureView, wish: Wish) {
    this.#view = view;
    this.#wish = wish;
    this.#matcher = wish.filter && new RowMatcher(wish.filter, view.index, view.notes);
  }

  get language(): Language {
    return this.#wish.language;
  }

  get count(): number {
    return this.#positions.count;
  }

  get looked(): number {
    return this.#looked;
  }

  at(place: number): number {
    return this.#positions.at(place);
  }

  below(position: number): number {
    return this.#positions.below(position);
  }

  lookOn(end: number): void {
    const stop = Math.min(end, this.#looked + AT_ONCE);
    while (this.#looked < stop) {
      const position = this.#looked;
      const matched = this.#matchesRow(position);
      this.#take(matched === 'unknown' ? this.#matchesRead(position) : matched);
      if (matched === 'unknown') return;
    }
  }

  lookAlong(reading: Reading): void {
    const matched = this.#matchesRow(this.#looked);
    this.#take(matched === 'unknown' ? this.#matchesReading(reading) : matched);
  }

  #take(matched: boolean): void {
    if (matched) this.#positions.add(this.#looked);
    this.#looked++;
  }

  #matchesRow(position: number): boolean | 'unknown' {
    if (!this.#wish.idle && this.#view.index.isIdle(position)) return false;
    return this.#matcher?.matches(position) ?? true;
  }

  #matchesRead(position: number): boolean {
    const reading = this.#view.read(position, this.#wish.language);
    return reading !== null && this.#matchesReading(reading);
  }

  #matchesReading(reading: Reading): boolean {
    const { filter } = this.#wish;
    return filter === null || matchReading(filter, reading, this.#view.notes);
  }
}
