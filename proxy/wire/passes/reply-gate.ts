/** What the server sends on its way to the terminal: replies to claimed exchanges wait until they are whole. */

import type { Buffer } from 'node:buffer';
import type { OpenExchange } from '../open-exchange.ts';
import type { Pairing } from '../pairing.ts';

export interface ReplyGateOptions {
  readonly pairing: Pairing;
  /** `sent` is told once whether these bytes left whole. */
  readonly write: (bytes: Buffer, sent?: (whole: boolean) => void) => void;
  /** A reply has ended: an exchange behind it may be answered by a pass. */
  readonly replied: () => void;
}

export class ReplyGate {
  readonly #options: ReplyGateOptions;
  readonly #pairing: Pairing;

  constructor(options: ReplyGateOptions) {
    this.#options = options;
    this.#pairing = options.pairing;
  }

  take(bytes: Buffer): void {
    if (this.#pairing.hasClaimed) return this.#step(bytes);
    this.#pairing.fromServer(bytes);
    this.#options.write(bytes);
  }

  /** The server said that it is done, which may complete a reply. */
  serverEnds(): void {
    const exchange = this.#pairing.oldest;
    this.#pairing.serverEnded(true);
    const claimed = exchange?.claimed;
    if (exchange === null || claimed === null || claimed === undefined) return;
    if (claimed.holdsReply) this.#release(exchange);
    else claimed.done(true);
  }

  #step(bytes: Buffer): void {
    const { write } = this.#options;
    let passed = 0;
    for (let at = 0; at < bytes.length;) {
      const exchange = this.#pairing.oldest;
      const next = this.#pairing.nextReply(bytes, at);
      const claimed = exchange?.claimed ?? null;
      if (exchange !== null && claimed?.holdsReply === true) {
        if (passed < at) write(bytes.subarray(passed, at));
        claimed.holdReply(bytes.subarray(at, next));
        passed = next;
        if (exchange.finished || claimed.isTooLong || this.#pairing.isBlind)
          this.#release(exchange);
      } else if (claimed !== null && exchange?.finished === true) {
        write(bytes.subarray(passed, next), (whole) => claimed.done(whole));
        passed = next;
      }
      if (exchange?.finished === true && this.#pairing.oldest?.claimed?.ownReply) {
        if (passed < next) write(bytes.subarray(passed, next));
        passed = next;
        this.#options.replied();
      }
      at = next;
    }
    if (passed < bytes.length) write(passed === 0 ? bytes : bytes.subarray(passed));
  }

  #release(exchange: OpenExchange): void {
    const { claimed } = exchange;
    const bytes = claimed?.releaseReply();
    if (bytes === undefined) return;
    this.#options.write(bytes, exchange.finished ? (whole) => claimed?.done(whole) : undefined);
  }
}
