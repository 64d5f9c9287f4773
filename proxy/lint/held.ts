/** Exchanges of which something may still be said when later ones come; the oldest are let go. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Reading } from '../desk/reading.ts';

const MOST_BYTES = 32 * 1024 * 1024;

/** Deliveries, answers and uploads: what a terminal does next decides about them. */
const mayBeToldLater = ({ facts: { kind, idle } }: Reading): boolean =>
  kind === 'upload' || kind === 'command-result' || (kind === 'poll' && !idle);

const bytesOf = ({ request, response }: Exchange): number =>
  request.head.length + request.body.length + (response?.head.length ?? 0) + (response?.body.length ?? 0); // prettier-ignore

export class Held {
  readonly #byNumber = new Map<number, Exchange>();
  #bytes = 0;

  keep(reading: Reading): void {
    if (!mayBeToldLater(reading)) return;
    const { exchange } = reading;
    // A run that began anew in the same file counts from 1 again.
    this.#drop(exchange.n);
    this.#byNumber.set(exchange.n, exchange);
    this.#bytes += bytesOf(exchange);
    for (const [oldest] of this.#byNumber) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#drop(oldest);
    }
  }

  /** Null where it was let go. */
  get(n: number): Exchange | null {
    return this.#byNumber.get(n) ?? null;
  }

  #drop(n: number): void {
    const exchange = this.#byNumber.get(n);
    if (exchange === undefined) return;
    this.#byNumber.delete(n);
    this.#bytes -= bytesOf(exchange);
  }
}
