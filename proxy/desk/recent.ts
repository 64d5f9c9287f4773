/** What belongs to the newest positions, as a ring: that of a position stands at its remainder. */

const MOST = 4_000;

export class Recent<T> {
  readonly #kept: ({ readonly position: number; readonly value: T } | undefined)[] = [];

  get(position: number): T | undefined {
    const kept = this.#kept[position % MOST];
    return kept?.position === position ? kept.value : undefined;
  }

  clear(): void {
    this.#kept.length = 0;
  }

  put(position: number, value: T): void {
    this.#kept[position % MOST] = { position, value };
  }
}
