/** The facts of one exchange after the other, read from the index only as far as somebody asks. */

import type { RowFacts } from '../../shared/filter/subject.ts';
import type { Common } from './common-facts.ts';
import type { ExchangeIndex } from './exchange-index.ts';
import type { Notes } from './notes.ts';

export class FactsCursor implements RowFacts {
  /** Whether anything was asked for that others of the same common facts may answer otherwise. */
  askedOwn = false;
  readonly #index: ExchangeIndex;
  readonly #notes: Notes;
  #position = 0;
  #common: Common | undefined;

  constructor(index: ExchangeIndex, notes: Notes) {
    this.#index = index;
    this.#notes = notes;
  }

  moveTo(position: number): void {
    this.#position = position;
    this.#common = undefined;
    this.askedOwn = false;
  }

  get sn() {
    return this.#shared.sn;
  }

  get kind() {
    return this.#shared.kind;
  }

  get table() {
    return this.#shared.table;
  }

  get outcome() {
    return this.#shared.outcome;
  }

  get severity() {
    return this.#shared.severity;
  }

  get found() {
    return this.#shared.found ?? [];
  }

  get muted() {
    return this.#shared.muted === true;
  }

  get changed() {
    return this.#shared.changed;
  }

  get idle() {
    return this.#shared.idle;
  }

  get named() {
    return this.#shared.named ?? null;
  }

  get n() {
    return this.#index.n(this.#own);
  }

  get atMs() {
    return this.#index.atMs(this.#own);
  }

  get totalMs() {
    return this.#index.totalMs(this.#own);
  }

  get size() {
    return this.#index.size(this.#own);
  }

  get peer() {
    return this.#index.peer(this.#own);
  }

  get marked() {
    return this.#notes.of(this.n).mark;
  }

  get note() {
    return this.#notes.of(this.n).note;
  }

  get #shared(): Common {
    return (this.#common ??= this.#index.commonOf(this.#position));
  }

  get #own(): number {
    this.askedOwn = true;
    return this.#position;
  }
}
