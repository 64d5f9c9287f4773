/**
 * How many idle polls lie between two exchanges that stand in the ladder: the distance of their positions
 * in the list that leaves nothing out, asked of the desk for the rungs in view only.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Row } from '../../../shared/link/api.ts';
import { desk } from '../link/desk.ts';
import type { Listing } from '../traffic/listing.ts';

/** More than this is forgotten: it is asked again when it comes back into view. */
const MOST_KEPT = 5_000;

export class Polls {
  readonly #onRefused: (error: unknown) => void;
  /** Position among all exchanges of the terminal, by `n`. */
  readonly #positions = new SvelteMap<number, number>();
  #asking: AbortController | null = null;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Null while it is not known. Without a row before, all that came first. */
  between(before: Row | null, row: Row): number | null {
    if (before !== null && before.n + 1 === row.n) return 0;
    const mine = this.#positions.get(row.n);
    const theirs = before === null ? -1 : this.#positions.get(before.n);
    return mine === undefined || theirs === undefined ? null : mine - theirs - 1;
  }

  forget(): void {
    this.#asking?.abort();
    this.#positions.clear();
  }

  /** One question after the other: the newest wish is the only one that counts. */
  async ask({ capture, filter, language }: Listing, rows: readonly Row[]): Promise<void> {
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    if (this.#positions.size > MOST_KEPT) this.#positions.clear();
    try {
      for (const { n } of rows) {
        if (this.#positions.has(n)) continue;
        const list = await desk.exchanges({
          ...(capture === null ? {} : { capture }),
          ...{ filter, language, idle: '1', after: n - 1, limit: 1, signal },
        });
        if (signal.aborted) return;
        if (list.items[0]?.n === n) this.#positions.set(n, list.offset);
      }
    } catch (error) {
      if (!signal.aborted) this.#onRefused(error);
    }
  }
}
