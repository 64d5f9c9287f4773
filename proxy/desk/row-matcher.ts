/**
 * A filter over the index: what it says of an exchange from the common facts alone it says of all that
 * share them, so that it is asked once for some hundred thousands.
 */

import { matchFrame, matchRow, type Filter } from '../../shared/filter/index.ts';
import type { ExchangeIndex } from './exchange-index.ts';
import { FactsCursor } from './facts-cursor.ts';
import type { Notes } from './notes.ts';
import { subjectOf, type Reading } from './reading.ts';

type Answer = ReturnType<typeof matchRow>;

/** For an exchange that had to be read, with what somebody noted of it. */
export function matchReading(filter: Filter, reading: Reading, notes: Notes): boolean {
  const { mark, note } = notes.of(reading.facts.n);
  return matchFrame(filter, Object.assign(subjectOf(reading), { marked: mark, note }));
}

export class RowMatcher {
  readonly #index: ExchangeIndex;
  readonly #filter: Filter;
  readonly #cursor: FactsCursor;
  /** By the number of the common facts; null where each exchange has its own answer. */
  readonly #answers: (Answer | null)[] = [];

  constructor(filter: Filter, index: ExchangeIndex, notes: Notes) {
    this.#index = index;
    this.#filter = filter;
    this.#cursor = new FactsCursor(index, notes);
  }

  /** As matchRow on the facts of that exchange. */
  matches(position: number): Answer {
    const number = this.#index.common(position);
    const known = this.#answers[number];
    if (known !== undefined && known !== null) return known;
    this.#cursor.moveTo(position);
    const answer = matchRow(this.#filter, this.#cursor);
    // What was not looked at cannot have decided.
    if (known === undefined) this.#answers[number] = this.#cursor.askedOwn ? null : answer;
    return answer;
  }
}
