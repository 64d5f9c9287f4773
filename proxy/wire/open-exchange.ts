/** An exchange while it passes: opened at the request's first byte, finished when its reply ends. */

import type { Buffer } from 'node:buffer';
import type { Outcome, UnnumberedExchange } from '../../shared/capture/exchange.ts';
import { KeptMessage } from './kept-message.ts';

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
  interim: Buffer[] | null = null;
  malformed = false;
  /** Finished: what still comes of the request belongs to no record. */
  finished = false;

  constructor(atMs: number, startedMs: number, bodyLimit: number) {
    this.atMs = atMs;
    this.startedMs = startedMs;
    this.request = new KeptMessage(bodyLimit);
  }

  get heldBytes(): number {
    return this.request.heldBytes + (this.reply?.heldBytes ?? 0);
  }

  toExchange(
    connection: number,
    peer: string,
    endMs: number,
    outcome: Outcome,
  ): UnnumberedExchange {
    const { startedMs, interim } = this;
    return {
      atMs: this.atMs,
      connection,
      peer,
      request: this.request.finish(),
      response:
        this.reply === null
          ? null
          : { ...this.reply.finish(), by: 'server', ...(interim !== null && { interim }) },
      timing: {
        requestMs: (this.requestEndedMs ?? endMs) - startedMs,
        firstByteMs: this.firstByteMs === null ? null : this.firstByteMs - startedMs,
        totalMs: endMs - startedMs,
      },
      outcome: this.malformed ? 'malformed' : outcome,
    };
  }
}
