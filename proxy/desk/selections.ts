/** The selections of a capture that were asked for lately; the latest keeps up with what comes. */

import { performance } from 'node:perf_hooks';
import type { Language } from '../../shared/codec/frame.ts';
import type { CaptureView } from './capture-view.ts';
import { LatelyAsked } from './lately-asked.ts';
import type { Reading } from './reading.ts';
import { All, Matches, type Selection, type Wish } from './selection.ts';

const MOST = 8;
/** A selection that nobody asked for in so long is no longer kept up to date. */
const ASKED_MS = 5_000;

export class Selections {
  readonly #view: CaptureView;
  readonly #kept = new LatelyAsked<Selection>(MOST);
  #asked: Selection | null = null;
  #askedMs = 0;

  constructor(view: CaptureView) {
    this.#view = view;
  }

  /** The matches of a wish; `key` names its filter and language. */
  select(key: string, wish: Wish): Selection {
    const name = `${wish.idle ? 'all' : 'no idle'} ${key}`;
    const all = wish.filter === null && wish.idle;
    const selection = this.#kept.ask(name, () =>
      all ? new All(this.#view) : new Matches(this.#view, wish),
    );
    this.#asked = selection;
    this.#askedMs = performance.now();
    return selection;
  }

  /** Whether it still holds what it was looked for. */
  has(selection: Selection): boolean {
    return this.#kept.has(selection);
  }

  /** Everything is looked for anew. */
  forget(): void {
    this.#kept.forgetAll();
    this.#asked = null;
  }

  /** An exchange has come: whoever looks through the capture need not read it again. */
  lookAlong(position: number, reading: Reading, language: Language): void {
    const asked = this.#asked;
    if (asked === null || asked.language !== language || asked.looked !== position) return;
    if (performance.now() - this.#askedMs < ASKED_MS) asked.lookAlong(reading);
  }
}
