/** The exchange that was remembered to be compared with another of the same capture. */

import { address } from '../address.svelte.ts';

interface First {
  readonly n: number;
  readonly capture: string | null;
}

class Remembered {
  #first = $state.raw<First | null>(null);

  /** The remembered exchange of that capture; null when there is none. */
  firstOf(capture: string | null): number | null {
    return this.#first?.capture === capture ? this.#first.n : null;
  }

  /** Remembers an exchange, forgets it when it was, or compares it with the one that was. */
  take(n: number, capture: string | null): void {
    const first = this.firstOf(capture);
    if (first === null) this.#first = { n, capture };
    else this.#first = null;
    if (first !== null && first !== n) address.go({ view: 'compare', n: first, with: n });
  }
}

export const remembered = new Remembered();
