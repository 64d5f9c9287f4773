/**
 * Finds where the messages of one direction begin and end: bytes in, calls out, no sockets, no clock.
 *
 *   head → none ─────────────────────────→ head …
 *        → length n | chunked ───────────→ head …
 *        → close: until the connection ends
 *        → tunnel: another protocol, not looked at
 *        → opaque: not understood, handed on as it comes
 *
 * It reads a copy; what it does not understand is still forwarded.
 */

import { Buffer } from 'node:buffer';
import type { BodyPlan } from './body-plan.ts';
import { ChunkedReader, type ChunkedSink } from './chunked.ts';
import { HeadReader } from './head-reader.ts';
import type { StartLineCheck } from './start-line.ts';

export interface ScannerSink extends ChunkedSink {
  /** The first byte of a message that is no blank line. */
  messageBegins(): void;
  /** The head, blank lines before it included; the answer says where the body ends. */
  headEnds(head: Buffer): BodyPlan;
  bodyData(bytes: Buffer, from: number, to: number): void;
  messageEnds(): void;
  /**
   * Bytes that cannot be understood, and everything after them. They follow whatever was told of the
   * message under way; without one, messageBegins was called.
   */
  opaqueData(bytes: Buffer, from: number, to: number): void;
}

type State = 'head' | 'length' | 'chunked' | 'close' | 'tunnel' | 'opaque';

export class Scanner {
  readonly #mayBegin: StartLineCheck;
  readonly #sink: ScannerSink;
  readonly #head = new HeadReader();
  #state: State = 'head';
  #began = false;
  #left = 0;
  #chunked: ChunkedReader | null = null;

  constructor(mayBegin: StartLineCheck, sink: ScannerSink) {
    this.#mayBegin = mayBegin;
    this.#sink = sink;
  }

  get state(): State {
    return this.#state;
  }

  /** The beginning of a head whose end has not come. */
  get unfinishedHead(): Buffer {
    return this.#head.kept;
  }

  /** What came of a chunk line or trailer whose end has not come. */
  get unfinishedChunkText(): string {
    return this.#chunked?.unfinished ?? '';
  }

  /** The connection has changed protocol: nothing from here on is a message. */
  becomeTunnel(): void {
    this.#state = 'tunnel';
    this.#head.clear();
  }

  /** Forgets the beginning of a head, because its bytes were found to belong to nothing. */
  dropUnfinishedHead(): void {
    this.#head.clear();
    this.#began = false;
  }

  /** Reads at most to the end of one message; returns the offset after what was read. */
  feed(bytes: Buffer, from: number): number {
    switch (this.#state) {
      case 'head':
        return this.#readHead(bytes, from);
      case 'length':
        return this.#readLength(bytes, from);
      case 'chunked':
        return this.#readChunked(bytes, from);
      case 'close':
        this.#sink.bodyData(bytes, from, bytes.length);
        return bytes.length;
      case 'tunnel':
        return bytes.length;
      case 'opaque':
        this.#sink.opaqueData(bytes, from, bytes.length);
        return bytes.length;
    }
  }

  #readHead(bytes: Buffer, from: number): number {
    const head = this.#head;
    const to = head.find(bytes, from);
    if (!this.#began && (to >= 0 || head.started)) {
      this.#began = true;
      this.#sink.messageBegins();
    }
    if (to < 0) {
      if (head.full || (head.started && !this.#mayBegin(head.kept))) return this.#giveUpHead();
      return bytes.length;
    }
    const whole = head.take(bytes, from, to);
    if (!this.#mayBegin(whole)) {
      this.#state = 'opaque';
      this.#sink.opaqueData(whole, 0, whole.length);
      return to;
    }
    return this.#begin(this.#sink.headEnds(whole), bytes, to);
  }

  /** The kept bytes are no head, and never will be. */
  #giveUpHead(): number {
    const kept = this.#head.kept;
    this.#head.clear();
    this.#state = 'opaque';
    this.#sink.opaqueData(kept, 0, kept.length);
    return this.#head.readTo;
  }

  #begin(plan: BodyPlan, bytes: Buffer, from: number): number {
    switch (plan.kind) {
      case 'none':
        this.#ends();
        return from;
      case 'length':
        this.#state = 'length';
        this.#left = plan.size;
        return from < bytes.length ? this.#readLength(bytes, from) : from;
      case 'chunked':
        this.#state = 'chunked';
        this.#chunked = new ChunkedReader();
        return from < bytes.length ? this.#readChunked(bytes, from) : from;
      case 'close':
        this.#state = 'close';
        if (from < bytes.length) this.#sink.bodyData(bytes, from, bytes.length);
        return bytes.length;
      case 'tunnel':
        this.#ends();
        this.#state = 'tunnel';
        return bytes.length;
      case 'unclear':
        this.#state = 'opaque';
        if (from < bytes.length) this.#sink.opaqueData(bytes, from, bytes.length);
        return bytes.length;
    }
  }

  #readLength(bytes: Buffer, from: number): number {
    const to = Math.min(bytes.length, from + this.#left);
    this.#left -= to - from;
    this.#sink.bodyData(bytes, from, to);
    if (this.#left === 0) this.#ends();
    return to;
  }

  #readChunked(bytes: Buffer, from: number): number {
    const chunked = this.#chunked as ChunkedReader;
    const to = chunked.feed(bytes, from, this.#sink);
    if (chunked.done) this.#ends();
    else if (chunked.broken) {
      const begun = Buffer.from(chunked.unfinished, 'latin1');
      this.#chunked = null;
      this.#state = 'opaque';
      if (begun.length > 0) this.#sink.opaqueData(begun, 0, begun.length);
      if (to < bytes.length) this.#sink.opaqueData(bytes, to, bytes.length);
      return bytes.length;
    }
    return to;
  }

  #ends(): void {
    this.#state = 'head';
    this.#began = false;
    this.#chunked = null;
    this.#sink.messageEnds();
  }
}
