/** One claimed exchange while it passes: what is held of it, what its pass said, and the end, told once. */

import { Buffer } from 'node:buffer';
import type { Changes, Message, ResponseMessage } from '../../../shared/capture/exchange.ts';
import type { Claim } from './pass.ts';
import { bytesOf, withBody } from './rewrite.ts';

/** A message longer than this is not held any further: it goes on as it is. */
export const LONGEST_HELD = 64 * 1024 * 1024;

const UNCHANGED: Changes = {};

export class ClaimedExchange {
  readonly #claim: Claim;
  /** Bytes as they came; null when that message is not held, or not any more. */
  #request: Buffer[] | null;
  #reply: Buffer[] | null;
  #heldBytes = 0;
  #isTold = false;
  /** What leaves in place of the held request; null until that is known. Empty: the server hears nothing. */
  #toServer: Buffer | null = null;
  #toTerminal: Buffer | null = null;
  requestChanges = UNCHANGED;
  replyChanges = UNCHANGED;
  /** Given in place of the server's. */
  ownReply: ResponseMessage | null = null;
  /** Number of the recorded exchange. */
  n: number | null = null;

  constructor(claim: Claim) {
    this.#claim = claim;
    this.#request = claim.request === undefined ? null : [];
    this.#reply = claim.reply === undefined ? null : [];
  }

  get holdsRequest(): boolean {
    return this.#request !== null;
  }

  get holdsReply(): boolean {
    return this.#reply !== null;
  }

  get isTooLong(): boolean {
    return this.#heldBytes > LONGEST_HELD;
  }

  holdRequest(bytes: Buffer): void {
    this.#request?.push(bytes);
    this.#heldBytes += bytes.length;
  }

  holdReply(bytes: Buffer): void {
    this.#reply?.push(bytes);
    this.#heldBytes += bytes.length;
  }

  /** The held request is whole: the pass decides. */
  requestIsWhole(message: Message): void {
    const verdict = this.#claim.request?.(message) ?? { kind: 'forward' };
    switch (verdict.kind) {
      case 'forward':
        return;
      case 'rewrite': {
        const { head = message.head } = verdict;
        const forwarded = withBody({ ...message, head }, verdict.body);
        this.requestChanges = { forwarded, changedBy: verdict.why };
        this.#toServer = bytesOf(forwarded);
        return;
      }
      case 'reply': {
        const { head, body, why } = verdict;
        this.requestChanges = { changedBy: why };
        this.#toServer = Buffer.alloc(0);
        this.ownReply = {
          ...{ head, body, size: body.length, framing: { kind: 'length' } },
          ...{ by: 'pushscope', changedBy: why },
        };
      }
    }
  }

  /** The held reply is whole: the pass decides. */
  replyIsWhole(reply: ResponseMessage): void {
    const verdict = this.#claim.reply?.(reply) ?? { kind: 'forward' };
    if (verdict.kind === 'forward') return;
    const forwarded = withBody(reply, verdict.body);
    this.replyChanges = { forwarded, changedBy: verdict.why };
    this.#toTerminal = Buffer.concat([...(reply.interim ?? []), bytesOf(forwarded)]);
  }

  /** What goes on in place of the request, which is not held any more. */
  releaseRequest(): Buffer {
    const bytes = this.#toServer ?? Buffer.concat(this.#request ?? []);
    this.#request = null;
    this.#heldBytes = 0;
    return bytes;
  }

  /** What goes on in place of the reply, which is not held any more. */
  releaseReply(): Buffer {
    const bytes = this.#toTerminal ?? Buffer.concat(this.#reply ?? []);
    this.#reply = null;
    this.#heldBytes = 0;
    return bytes;
  }

  /** Whether somebody wants to hear how far our own reply has got. */
  get isFollowed(): boolean {
    return this.#claim.sent !== undefined;
  }

  /** So many bytes of the body of our own reply have left. */
  sent(bytes: number): void {
    if (!this.#isTold) this.#claim.sent?.(bytes);
  }

  /** The end, whether everything reached the terminal's socket; only the first call counts. */
  done(delivered: boolean): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#claim.done({ delivered, n: this.n });
  }
}
