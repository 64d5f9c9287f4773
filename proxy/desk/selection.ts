/** The exchanges of a capture that a filter matches, looked for as far as somebody asked. */

import type { Language } from '../../shared/codec/frame.ts';
import { matchFrame, matchRow, type Filter } from '../../shared/filter/index.ts';
import type { CaptureView } from './capture-view.ts';
import { Positions } from './positions.ts';
import { subjectOf, type Reading } from './reading.ts';

export interface Selection {
  /** What words are compared in; null where none are. */
  readonly language: Language | null;
  /** How many match so far. */
  readonly count: number;
  /** How many exchanges were looked at. */
  readonly looked: number;
  /** The position in the capture of the match with that place in the list. */
  at(place: number): number;
  /** How many matches lie below that position of the capture. */
  below(position: number): number;
  /** Looks at one more exchange; `reading` is that exchange where it is at hand. */
  lookOn(reading?: Reading): void;
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
  readonly #positions = new Positions();
  #looked = 0;

  constructor(view: CaptureView, wish: Wish) {
    this.#view = view;
    this.#wish = wish;
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

  lookOn(reading?: Reading): void {
    const position = this.#looked++;
    if (this.#matches(position, reading)) this.#positions.add(position);
  }

  #matches(position: number, given: Reading | undefined): boolean {
    const { filter, idle, language } = this.#wish;
    const { index } = this.#view;
    if (!idle && index.isIdle(position)) return false;
    if (filter === null) return true;
    const matched = matchRow(filter, this.#view.facts(position));
    if (matched !== 'unknown') return matched;
    const reading = given ?? this.#view.read(position, language);
    if (reading === null) return false;
    const { mark, note } = this.#view.notes.of(reading.facts.n);
    return matchFrame(filter, Object.assign(subjectOf(reading), { marked: mark, note }));
  }
}
