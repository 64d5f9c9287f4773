/** An exchange while it passes: opened at the request's first byte, finished when its reply ends. */

import { Buffer } from 'node:buffer';
import type {
  Outcome,
  RequestMessage,
  ResponseMessage,
  UnnumberedExchange,
} from '../../shared/capture/exchange.ts';
import { KeptMessage } from './kept-message.ts';
import { LONGEST_HELD, type ClaimedExchange } from './passes/claimed-exchange.ts';
import { shorten } from './passes/shorten.ts';

/** Heads of interim replies kept of one exchange; more of them are forwarded and not kept. */
const MOST_INTERIM_BYTES = 64 * 1024;

/** Who speaks, read from the request's head; 'unclear' when the request cannot be understood. */
export type Speaker = 'terminal' | 'person' | 'unclear';

export class OpenExchange {
  readonly atMs: number;
  readonly startedMs: number;
  readonly request: KeptMessage;
  /** Null until the request's head is complete. */
  speaker: Speaker | null = null;
  /** Nobody records it, so that its bodies need not be kept. */
  isUnwanted = false;
  method = '';
  /** The terminal said that nothing follows. */
  closes = false;
  requestEndedMs: number | null = null;
  reply: KeptMessage | null = null;
  firstByteMs: number | null = null;
  #interim: Buffer[] | null = null;
  #interimBytes = 0;
  malformed = false;
  /** What a pass makes of it; null when none claims it, so that not one byte waits. */
  #claimed: ClaimedExchange | null = null;
  /** The beginning of its request left before anybody could claim it. */
  isUnclaimable = false;
  /** Finished: what still comes of the request belongs to no record. */
  finished = false;

  readonly #bodyLimit: number;

  constructor(atMs: number, startedMs: number, bodyLimit: number) {
    this.#bodyLimit = bodyLimit;
    this.atMs = atMs;
    this.startedMs = startedMs;
    this.request = new KeptMessage(bodyLimit);
  }

  get claimed(): ClaimedExchange | null {
    return this.#claimed;
  }

  /** At the end of its request's head: what is claimed is kept whole, so that the pass can read it. */
  claimFor(claimed: ClaimedExchange): void {
    this.#claimed = claimed;
    if (claimed.holdsRequest) this.request.keepUpTo(LONGEST_HELD);
  }

  /** A head of a 1xx reply; of an endless row of them only the first are kept. */
  addInterim(head: Buffer): void {
    if (this.#interimBytes + head.length > MOST_INTERIM_BYTES) return;
    this.#interimBytes += head.length;
    (this.#interim ??= []).push(Buffer.from(head));
  }

  beginReply(): KeptMessage {
    this.reply = new KeptMessage(this.#bodyLimit);
    if (this.#claimed?.holdsReply === true) this.reply.keepUpTo(LONGEST_HELD);
    return this.reply;
  }

  get heldBytes(): number {
    return this.request.heldBytes + (this.reply?.heldBytes ?? 0) + this.#interimBytes;
  }

  serverReply(): ResponseMessage | null {
    if (this.reply === null) return null;
    const message = this.reply.finish();
    const interim = this.#interim;
    return interim === null
      ? Object.assign(message, { by: 'server' as const })
      : { ...message, by: 'server', interim };
  }

  toExchange(
    connection: number,
    peer: string,
    endMs: number,
    outcome: Outcome,
  ): UnnumberedExchange {
    const { startedMs } = this;
    return {
      atMs: this.atMs,
      connection,
      peer,
      request: this.#requestFact(),
      response: this.#replyFact(),
      timing: {
        requestMs: (this.requestEndedMs ?? endMs) - startedMs,
        firstByteMs: this.firstByteMs === null ? null : this.firstByteMs - startedMs,
        totalMs: endMs - startedMs,
      },
      outcome: this.malformed ? 'malformed' : outcome,
    };
  }

  #requestFact(): RequestMessage {
    const request = this.request.finish();
    const claimed = this.#claimed;
    if (claimed === null) return request;
    return shorten({ ...request, ...claimed.requestChanges }, this.#bodyLimit);
  }

  #replyFact(): ResponseMessage | null {
    const claimed = this.#claimed;
    const reply = claimed?.ownReply ?? this.serverReply();
    if (claimed === null || reply === null) return reply;
    return shorten({ ...reply, ...claimed.replyChanges }, this.#bodyLimit);
  }
}
