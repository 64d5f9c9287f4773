/** Lines that are on no disk: offered ones wait for their turn, the newest stay in a bounded piece of memory. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import { readLine } from '../../shared/capture/line.ts';
import { lineTools } from '../record/line-tools.ts';
import type { Place } from './capture-files.ts';

/** Stands for a file's number. */
export const UNRECORDED = 0xffff;

const MOST_BYTES = 8 * 1024 * 1024;

export class Unrecorded {
  /** They wait for their turn. */
  #offered: string[] = [];
  readonly #lines = new Map<number, Uint8Array>();
  #next = 0;
  #bytes = 0;

  offer(lines: readonly string[]): void {
    this.#offered.push(...lines);
  }

  /**
   * Hands over the exchanges above one number and below another; one that comes too late for its place is left
   * out. Returns how many of the offered lines are done with.
   */
  takeBetween(
    above: number,
    below: number,
    take: (exchange: Exchange, line: Uint8Array, place: Place) => void,
  ): number {
    let done = 0;
    let newest = above;
    for (const text of this.#offered) {
      const line = Buffer.from(text.trimEnd());
      const entry = readLine(line, lineTools);
      if (entry.type === 'exchange') {
        if (entry.exchange.n >= below) break;
        if (entry.exchange.n > newest) {
          newest = entry.exchange.n;
          take(entry.exchange, line, {
            file: UNRECORDED,
            offset: this.#keep(line),
            length: line.length,
          });
        }
      }
      done++;
    }
    if (done > 0) this.#offered = this.#offered.slice(done);
    return done;
  }

  /** Throws RangeError when it was forgotten. */
  get(number: number): Uint8Array {
    const line = this.#lines.get(number);
    if (line === undefined)
      throw new RangeError('The exchange was never on file, and is no longer in memory.');
    return line;
  }

  /** Keeps a line, forgets the oldest; returns the number it can be had back by. */
  #keep(line: Uint8Array): number {
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
}
