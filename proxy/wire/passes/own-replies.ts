/** Replies that passes give in the server's place, each when its exchange's turn has come. */

import { Buffer } from 'node:buffer';
import type { Message } from '../../../shared/capture/exchange.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { Pairing } from '../pairing.ts';
import type { TurnWriter } from '../turn-writer.ts';
import type { ClaimedExchange } from './claimed-exchange.ts';

/** Of a long reply, what is written at once where somebody follows it. */
const PIECE = 64 * 1024;

export class OwnReplies {
  readonly #pairing: Pairing;
  readonly #writer: TurnWriter;

  constructor(pairing: Pairing, writer: TurnWriter) {
    this.#pairing = pairing;
    this.#writer = writer;
  }

  /** Answers the oldest exchange and returns it; null when that is for the server to do, or none is open. */
  giveNext(): OpenExchange | null {
    const exchange = this.#pairing.oldest;
    const claimed = exchange?.claimed;
    const reply = claimed?.ownReply;
    if (!exchange || !claimed || !reply) return null;
    this.#pairing.answeredByPass(exchange);
    if (claimed.isFollowed && reply.body.length > PIECE) this.#inPieces(reply, claimed);
    else {
      const bytes = Buffer.concat([reply.head, reply.body]);
      this.#writer.toTerminal(bytes, (whole) => claimed.done(whole));
    }
    return exchange;
  }

  #inPieces({ head, body }: Message, claimed: ClaimedExchange): void {
    const writer = this.#writer;
    writer.tellEach();
    writer.toTerminal(Buffer.from(head));
    for (let from = 0; from < body.length; from += PIECE) {
      const to = Math.min(from + PIECE, body.length);
      const piece = Buffer.from(body.buffer, body.byteOffset + from, to - from);
      writer.toTerminal(piece, (whole) => {
        if (whole) claimed.sent(to);
        if (!whole || to === body.length) claimed.done(whole);
      });
    }
  }
}
