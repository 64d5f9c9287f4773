/** Collects the bytes of a head up to the blank line that ends it, however they are cut into chunks. */

import { Buffer } from 'node:buffer';
import { CR, LF } from './octets.ts';

/** A head longer than this is not waited for any further. */
export const LONGEST_HEAD = 64 * 1024;

const EMPTY = Buffer.alloc(0);

export class HeadReader {
  /** What came in earlier chunks; its first #length bytes are in use. */
  #kept: Buffer = EMPTY;
  #length = 0;
  /** RFC 9112 section 2.2: blank lines before the start line are part of nothing, but are kept. */
  #started = false;
  #lineIsBlank = true;
  #readTo = 0;

  /** Whether a byte came that is no blank line. */
  get started(): boolean {
    return this.#started;
  }

  /** Where the last find() stopped; short of the chunk's end only when the head is too long. */
  get readTo(): number {
    return this.#readTo;
  }

  /**
   * Looks for the head's end in bytes[from, …). Returns the offset after it, or -1 after having kept
   * the bytes. Ends are found behind CRLF CRLF, LF LF and their mixtures (RFC 9112 section 2.2: a bare
   * LF may be taken for a line end; observed from scripts and test tools).
   */
  find(bytes: Buffer, from: number): number {
    const to = Math.min(bytes.length, from + LONGEST_HEAD - this.#length);
    let started = this.#started;
    let lineIsBlank = this.#lineIsBlank;
    for (let at = from; at < to; at++) {
      const octet = bytes[at];
      if (octet === LF) {
        if (lineIsBlank && started) return at + 1;
        lineIsBlank = true;
      } else if (octet !== CR) {
        lineIsBlank = false;
        started = true;
      }
    }
    this.#started = started;
    this.#lineIsBlank = lineIsBlank;
    this.#keep(bytes, from, to);
    this.#readTo = to;
    return -1;
  }

  get full(): boolean {
    return this.#length >= LONGEST_HEAD;
  }

  /** The head that ends at bytes[to), and a fresh start. */
  take(bytes: Buffer, from: number, to: number): Buffer {
    let head: Buffer;
    if (this.#length === 0) head = bytes.subarray(from, to);
    else {
      this.#keep(bytes, from, to);
      head = this.#kept.subarray(0, this.#length);
    }
    this.clear();
    return head;
  }

  /** What has been kept of an unfinished head. */
  get kept(): Buffer {
    return this.#kept.subarray(0, this.#length);
  }

  clear(): void {
    this.#kept = EMPTY;
    this.#length = 0;
    this.#started = false;
    this.#lineIsBlank = true;
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    const length = this.#length + to - from;
    if (length > this.#kept.length) {
      const wider = Buffer.allocUnsafeSlow(Math.max(512, length, this.#kept.length * 2));
      this.#kept.copy(wider, 0, 0, this.#length);
      this.#kept = wider;
    }
    bytes.copy(this.#kept, this.#length, from, to);
    this.#length = length;
  }
}
