/** A highlight over a capture: whether it lights an exchange, asked of the index first, and else of the exchange itself. */

import type { Language } from '../../shared/codec/frame.ts';
import type { Filter } from '../../shared/filter/index.ts';
import type { Row } from '../../shared/link/api.ts';
import type { CaptureView } from './capture-view.ts';
import { matchReading, RowMatcher } from './row-matcher.ts';

export class Highlight {
  readonly #view: CaptureView;
  readonly #filter: Filter;
  readonly #language: Language;
  readonly #matcher: RowMatcher;

  constructor(view: CaptureView, filter: Filter, language: Language) {
    this.#view = view;
    this.#filter = filter;
    this.#language = language;
    this.#matcher = new RowMatcher(filter, view.index, view.notes);
  }

  /** The row of that position, with what the highlight says of it. */
  light(row: Row, position: number): Row {
    return { ...row, lit: this.#matches(position) };
  }

  #matches(position: number): boolean {
    const matched = this.#matcher.matches(position);
    if (matched !== 'unknown') return matched;
    const reading = this.#view.read(position, this.#language);
    return reading !== null && matchReading(this.#filter, reading, this.#view.notes);
  }
}
