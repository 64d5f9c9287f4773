/** A person's connection as Node's HTTP server sees it: requests come out of it, replies go into it. */

import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import type { Refusal } from './own-reply.ts';

/** The side of the stream that faces the person's connection. */
export interface ConsoleStreamOwner {
  readonly peer: string;
  /** Bytes of a reply; `taken` is called when more may come. */
  reply(bytes: Buffer, taken: () => void): void;
  /** The last reply is complete, and no request is read any more. */
  repliesEnd(): void;
  /** The stream broke off before that. */
  breaks(): void;
  /** Answers the request under way ourselves. */
  refuse(refusal: Refusal): void;
  /** Bytes of requests are wanted again. */
  wantsRequests(): void;
}

export class ConsoleStream extends Duplex {
  readonly #owner: ConsoleStreamOwner;

  constructor(owner: ConsoleStreamOwner) {
    super({ allowHalfOpen: true });
    this.#owner = owner;
    // Whoever listens, an error of this stream must never be nobody's.
    this.on('error', () => {});
  }

  get remoteAddress(): string {
    return this.#owner.peer;
  }

  refuse(refusal: Refusal): void {
    this.#owner.refuse(refusal);
  }

  override _read(): void {
    this.#owner.wantsRequests();
  }

  override _write(bytes: Buffer, _encoding: string, taken: () => void): void {
    this.#owner.reply(bytes, taken);
  }

  override _writev(pieces: { readonly chunk: Buffer }[], taken: () => void): void {
    this.#owner.reply(Buffer.concat(pieces.map(({ chunk }) => chunk)), taken);
  }

  override _final(done: () => void): void {
    this.#owner.repliesEnd();
    done();
    this.push(null);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#owner.breaks();
    done(error);
  }
}
