/** Counts what is not recorded, from the first such exchange to the next line that the disk takes. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Gap } from '../../shared/capture/line.ts';

export class OpenGap {
  readonly #why: string;
  readonly #firstN: number;
  #lastN = 0;
  #exchanges = 0;
  #fromMs = Infinity;
  #toMs = -Infinity;

  /** `why` is what the disk said first. */
  constructor(firstN: number, why: string) {
    this.#firstN = firstN;
    this.#why = why;
  }

  add({ n, atMs }: Exchange): void {
    this.#exchanges++;
    this.#lastN = n;
    // Exchanges end in another order than they begin.
    this.#fromMs = Math.min(this.#fromMs, atMs);
    this.#toMs = Math.max(this.#toMs, atMs);
  }

  toGap(): Gap {
    return {
      exchanges: this.#exchanges,
      firstN: this.#firstN,
      lastN: this.#lastN,
      from: new Date(this.#fromMs).toISOString(),
      to: new Date(this.#toMs).toISOString(),
      why: this.#why,
    };
  }
}
