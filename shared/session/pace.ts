/** How often a terminal polls: the median of its last distances, so that one long pause does not hide the pace. */

const KEPT = 16;

export class Pace {
  #last: number | null = null;
  #distances: number[] = [];

  poll(atMs: number): void {
    if (this.#last !== null && atMs >= this.#last) {
      this.#distances.push(atMs - this.#last);
      if (this.#distances.length > KEPT) this.#distances.shift();
    }
    this.#last = atMs;
  }

  /** Time of the newest poll; null before the first. */
  get lastMs(): number | null {
    return this.#last;
  }

  /** The last distances, the newest last. */
  get distances(): readonly number[] {
    return this.#distances;
  }

  /** Null before the second poll. */
  get medianMs(): number | null {
    const sorted = [...this.#distances].sort((left, right) => left - right);
    const middle = sorted.length >> 1;
    const [low, high] = [sorted[middle - 1], sorted[middle]];
    if (high === undefined) return null;
    return sorted.length % 2 === 1 || low === undefined ? high : Math.round((low + high) / 2);
  }
}
