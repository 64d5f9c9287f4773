/** The bytes that terminals sent with their answers, the newest of them, while there is room in memory. */

import { Buffer } from 'node:buffer';

const MOST_BYTES = 32 * 1024 * 1024;

export class Contents {
  readonly #byId = new Map<string, Buffer>();
  #bytes = 0;

  get(id: string): Buffer | null {
    return this.#byId.get(id) ?? null;
  }

  put(id: string, bytes: Buffer): void {
    this.#remove(id);
    if (bytes.length === 0 || bytes.length > MOST_BYTES) return;
    // A copy: the message that it came in may be much larger.
    this.#byId.set(id, Buffer.from(bytes));
    this.#bytes += bytes.length;
    for (const [oldest] of this.#byId) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#remove(oldest);
    }
  }

  #remove(id: string): void {
    this.#bytes -= this.#byId.get(id)?.length ?? 0;
    this.#byId.delete(id);
  }
}
