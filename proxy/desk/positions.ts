/** A list of positions that grows, each above the one before it. */

const FIRST_LENGTH = 256;

export class Positions {
  #items = new Uint32Array(FIRST_LENGTH);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  at(place: number): number {
    return this.#items[place] ?? 0;
  }

  add(position: number): void {
    if (this.#count === this.#items.length) {
      const wider = new Uint32Array(this.#count * 2);
      wider.set(this.#items);
      this.#items = wider;
    }
    this.#items[this.#count++] = position;
  }

  /** How many of them are below that position. */
  below(position: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
