/** What is kept of one message while it passes: head, body up to the limit, and how it was framed. */

import { Buffer } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import type { Framing, Message } from '../../shared/capture/exchange.ts';
import { LONGEST_HEAD } from './head-reader.ts';

const EMPTY = Buffer.alloc(0);
const BY_LENGTH: Framing = { kind: 'length' };
const BY_CLOSE: Framing = { kind: 'close' };
/** Shorter pieces are copied together: a body that trickles in must not cost an object a byte. */
const SHORT_PIECE = 2 * 1024;
const TAIL_BYTES = 16 * 1024;
/** A piece that would hold more than this many times its size in memory is copied. */
const MOST_PINNED = 4;

/** A lasting view of bytes[from, to): the bytes themselves where they fill their buffer, else a copy. */
function keepable(bytes: Buffer, from: number, to: number): Buffer {
  const piece = bytes.subarray(from, to);
  const pinned = bytes.buffer.byteLength;
  return pinned > SHORT_PIECE && pinned > MOST_PINNED * (to - from) ? Buffer.from(piece) : piece;
}

/** `0 CRLF` comes after the line end of the data before it, save at the beginning. */
const plainChunkLine = (size: number, isFirst: boolean): string =>
  `${isFirst ? '' : '\r\n'}${size.toString(16)}\r\n`;

export class KeptMessage {
  #limit: number;
  #head: Buffer = EMPTY;
  /** Bytes without form that stand as head, in pieces. */
  #opaque: Buffer[] | null = null;
  #opaqueLength = 0;
  /** The body's first piece and the others; most bodies are one piece. */
  #first: Buffer | null = null;
  #more: Buffer[] | null = null;
  #tail: Buffer | null = null;
  #tailLength = 0;
  #kept = 0;
  #size = 0;
  #hash: Hash | null = null;
  #framing: 'length' | 'close' | 'chunked' = 'length';
  #chunks: number[] = [];
  /** Chunk lines once one of them was not plain. */
  #lines: string[] | null = null;
  #linesLength = 0;
  #lastChunkSeen = false;
  #trailer = '';
  #excess: Buffer[] | null = null;
  #excessLength = 0;
  #truncated = false;
  incomplete = false;

  constructor(bodyLimit: number) {
    this.#limit = bodyLimit;
  }

  /** Before its body comes: it is to be kept whole up to this. */
  keepUpTo(bytes: number): void {
    this.#limit = Math.max(this.#limit, bytes);
  }

  /** Bytes held in memory for this message. */
  get heldBytes(): number {
    return (
      this.#head.length + this.#opaqueLength + this.#kept + this.#linesLength + this.#excessLength
    );
  }

  /** The bytes without form, when there is nothing else; null otherwise. */
  get opaqueBytes(): Buffer | null {
    return this.#opaque === null || this.#size > 0 ? null : Buffer.concat(this.#opaque);
  }

  setHead(head: Buffer): void {
    this.#head = keepable(head, 0, head.length);
  }

  setFraming(kind: 'length' | 'close' | 'chunked'): void {
    this.#framing = kind;
  }

  addBody(bytes: Buffer, from: number, to: number): void {
    const length = to - from;
    if (length === 0) return;
    this.#size += length;
    const room = this.#limit - this.#kept;
    if (this.#hash !== null || length > room) this.#hashBody(bytes, from, to);
    const kept = Math.min(length, room);
    if (kept > 0) this.#keepBody(bytes, from, from + kept);
  }

  /** A chunk's line as it stood; see the Framing type for what a line holds. */
  addChunk(size: number, line: string): void {
    // A body over the limit cannot be rebuilt anyway, and an endless one has endless chunks.
    if (this.#isTruncated) return;
    if (line !== plainChunkLine(size, this.#chunks.length === 0))
      this.#lines ??= this.#plainLines();
    if (this.#lines !== null) this.#addLine(line);
    if (size > 0) this.#chunks.push(size);
    else this.#lastChunkSeen = true;
  }

  endChunks(trailer: string, blankLine: string): void {
    this.#trailer = trailer;
    if (blankLine !== '\r\n') this.#lines ??= this.#plainLines();
    if (this.#lines !== null) this.#addLine(blankLine);
  }

  /** Chunks that broke off: what came of a line or of the trailer. */
  breakChunks(unfinished: string): void {
    this.#lines ??= this.#plainLines();
    if (this.#lastChunkSeen) this.#trailer = unfinished;
    else if (unfinished !== '') this.#addLine(unfinished);
  }

  /** Bytes that are no part of the head or the body as declared. */
  addExcess(bytes: Buffer, from: number, to: number): void {
    const room = this.#limit - this.#excessLength;
    const kept = Math.min(to - from, room);
    if (kept < to - from) this.#truncated = true;
    if (kept <= 0) return;
    this.#excess ??= [];
    this.#excess.push(keepable(bytes, from, from + kept));
    this.#excessLength += kept;
  }

  /** Bytes without any form: the first 64 KiB stand as head, the rest as body. */
  addOpaque(bytes: Buffer, from: number, to: number): void {
    this.#framing = 'close';
    const room = Math.min(LONGEST_HEAD - this.#opaqueLength, to - from);
    if (room > 0) {
      (this.#opaque ??= []).push(keepable(bytes, from, from + room));
      this.#opaqueLength += room;
    }
    this.addBody(bytes, from + room, to);
  }

  finish(): Message {
    const body = this.#body();
    const truncated = this.#isTruncated;
    const head = this.#opaque === null ? this.#head : Buffer.concat(this.#opaque);
    const plain = { head, body, size: this.#size, framing: this.#finishFraming() };
    // What most messages are is given without the cost of copying properties.
    if (!truncated && !this.incomplete && this.#excess === null) return plain;
    return {
      ...plain,
      ...(truncated && { truncated: true, sha256: this.#digest(body) }),
      ...(this.incomplete && { incomplete: true }),
      ...(this.#excess !== null && { excess: Buffer.concat(this.#excess) }),
    };
  }

  get #isTruncated(): boolean {
    return this.#truncated || this.#size > this.#limit;
  }

  #hashBody(bytes: Buffer, from: number, to: number): void {
    if (this.#hash === null) {
      this.#hash = createHash('sha256');
      this.#hash.update(this.#body());
    }
    this.#hash.update(bytes.subarray(from, to));
  }

  #digest(body: Buffer): string {
    return (this.#hash ?? createHash('sha256').update(body)).copy().digest('hex');
  }

  #keepBody(bytes: Buffer, from: number, to: number): void {
    this.#kept += to - from;
    if (this.#first === null) {
      this.#first = keepable(bytes, from, to);
      return;
    }
    if (to - from >= SHORT_PIECE) {
      this.#flushTail();
      (this.#more ??= []).push(keepable(bytes, from, to));
      return;
    }
    if (this.#tail !== null && this.#tailLength + to - from > this.#tail.length) this.#flushTail();
    this.#tail ??= Buffer.allocUnsafeSlow(TAIL_BYTES);
    bytes.copy(this.#tail, this.#tailLength, from, to);
    this.#tailLength += to - from;
  }

  #flushTail(): void {
    if (this.#tail === null) return;
    (this.#more ??= []).push(keepable(this.#tail, 0, this.#tailLength));
    this.#tail = null;
    this.#tailLength = 0;
  }

  #body(): Buffer {
    this.#flushTail();
    if (this.#first === null) return EMPTY;
    if (this.#more === null) return this.#first;
    this.#first = Buffer.concat([this.#first, ...this.#more]);
    this.#more = null;
    return this.#first;
  }

  /** The lines so far, all of them plain. */
  #plainLines(): string[] {
    const sizes = this.#lastChunkSeen ? [...this.#chunks, 0] : this.#chunks;
    return sizes.map((size, index) => plainChunkLine(size, index === 0));
  }

  /** Framing counts against the limit too: extensions could outweigh any body. */
  #addLine(line: string): void {
    this.#linesLength += line.length;
    if (this.#linesLength > this.#limit + LONGEST_HEAD) this.#truncated = true;
    else this.#lines?.push(line);
  }

  #finishFraming(): Framing {
    if (this.#framing !== 'chunked') return this.#framing === 'length' ? BY_LENGTH : BY_CLOSE;
    return {
      kind: 'chunked',
      chunks: this.#chunks,
      ...(this.#lines !== null && !this.#isTruncated && { lines: this.#lines }),
      ...(this.#trailer !== '' && { trailer: this.#trailer }),
    };
  }
}
