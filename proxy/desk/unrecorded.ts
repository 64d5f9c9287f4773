/** Lines that are on no disk: the newest of them, in a bounded piece of memory. */

/** Stands for a file's number. */
export const UNRECORDED = 0xffff;

const MOST_BYTES = 8 * 1024 * 1024;

export class Unrecorded {
  readonly #lines = new Map<number, Uint8Array>();
  #next = 0;
  #bytes = 0;

  /** Keeps a line, forgets the oldest; returns the number it can be had back by. */
  add(line: Uint8Array): number {
    const number = this.#next++;
    this.#lines.set(number, line);
    this.#bytes += line.length;
    for (const [oldest, { length }] of this.#lines) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#lines.delete(oldest);
      this.#bytes -= length;
    }
    return number;
  }

  /** Throws RangeError when it was forgotten. */
  get(number: number): Uint8Array {
    const line = this.#lines.get(number);
    if (line === undefined)
      throw new RangeError('The exchange was never on file, and is no longer in memory.');
    return line;
  }
}
