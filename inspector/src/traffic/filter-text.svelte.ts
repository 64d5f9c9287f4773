/** A filter while it is written: what it says so far, what is offered at the caret, and when it counts. */

import { complete, parseFilter, type Completion } from '../../../shared/filter/index.ts';
import { language } from '../language/language.svelte.ts';
import type { DeskError } from '../link/desk.ts';
import { live } from '../page.svelte.ts';
import { seenValues } from './seen.ts';

const WRITING_MS = 250;
/** A word that is not finished is no mistake yet. */
const COMPLAIN_MS = 900;

export interface Mistake {
  readonly at: number;
  readonly length: number;
  readonly message: string;
}

export interface FilterTextWish {
  /** The filter that counts now. */
  readonly applied: () => string;
  /** Makes another one count. */
  readonly apply: (filter: string) => void;
  /** What the desk said against the one that counts. */
  readonly refusal: () => DeskError | null;
}

export class FilterText {
  text = $state('');
  caret = $state(0);
  /** The chosen one among the offers; -1 is none. */
  chosen = $state(-1);
  #sent = $state('');
  /** Offered only while somebody writes. */
  #offering = $state(false);
  #rested = $state(true);
  #writing: ReturnType<typeof setTimeout> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #wish: FilterTextWish;

  readonly parsed = $derived.by(() =>
    parseFilter(this.text.trim() === '' ? '' : this.text, language.name),
  );
  readonly offers: readonly Completion[] = $derived.by(() =>
    this.#offering
      ? complete(this.text, this.caret, seenValues(live.terminals), language.name)
      : [],
  );
  readonly isOpen = $derived.by(
    () => this.#offering && (this.offers.length > 0 || this.text.trim() !== ''),
  );

  /** The desk reads the same language; its refusal counts where ours found nothing. */
  readonly mistake: Mistake | null = $derived.by(() => {
    if (!this.parsed.ok) {
      const { error } = this.parsed;
      const { at, length } = error;
      const isOffered = this.offers.some(
        ({ from, to }) => from <= at && at + length <= to && from < to,
      );
      return this.#rested && !isOffered ? error : null;
    }
    const refusal = this.#wish.refusal();
    if (refusal === null || this.text.trim() !== this.#sent) return null;
    return { at: refusal.at ?? 0, length: refusal.at === null ? 0 : 1, message: refusal.message };
  });

  constructor(wish: FilterTextWish) {
    this.#wish = wish;
    this.#sent = this.text = wish.applied();
  }

  /** The filter that counts may have come from elsewhere. */
  follow(): void {
    const applied = this.#wish.applied();
    if (applied !== this.#sent) this.#sent = this.text = applied;
  }

  /** Makes it count, if it can be read. */
  send(): void {
    clearTimeout(this.#writing);
    if (!this.parsed.ok) return;
    this.#sent = this.text.trim();
    this.#wish.apply(this.#sent);
  }

  /** Somebody wrote; it counts after a moment. */
  written(caret: number): void {
    this.caret = caret;
    this.#offering = true;
    this.chosen = -1;
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.send(), WRITING_MS);
    this.#rested = false;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => (this.#rested = true), COMPLAIN_MS);
  }

  /** Puts an offer in; the caret's new place. */
  take({ from, to, insert }: Completion): number {
    this.text = this.text.slice(0, from) + insert + this.text.slice(to);
    return from + insert.length;
  }

  choose(by: 1 | -1): void {
    const places = this.offers.length + 1;
    this.chosen = ((this.chosen + 1 + by + places) % places) - 1;
  }

  stopOffering(): void {
    this.#offering = false;
  }

  /** Nobody writes any more: what is wrong may be said. */
  rest(): void {
    this.#offering = false;
    this.#rested = true;
  }

  clear(): void {
    this.text = '';
    this.send();
  }
}
