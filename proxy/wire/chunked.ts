/**
 * The chunked coding taken apart, bytes in, parts out (RFC 9112 section 7.1).
 *
 *   line  5;name=value CRLF     data  hello     line  CRLF 0 CRLF     trailer  Name: value CRLF     end  CRLF
 *
 * A chunk's line is told together with the line end of the data before it, so that all texts and data in
 * order are the wire bytes again. Observed leniently: upper-case hex, leading zeros, bare LF.
 */

import type { Buffer } from 'node:buffer';
import { CR, LF, SEMICOLON, SP, TAB, hexDigit } from './octets.ts';

export interface ChunkedSink {
  /** A chunk's line is complete; size 0 is the last chunk. */
  chunkBegins(size: number, line: string): void;
  chunkData(bytes: Buffer, from: number, to: number): void;
  /** The trailer section, and the blank line that ends it. */
  chunksEnd(trailer: string, blankLine: string): void;
}

type Place = 'data-end' | 'size' | 'extension' | 'data' | 'trailer' | 'done' | 'broken';

/** A line with extensions longer than this is nobody's honest chunk. */
const LONGEST_LINE = 4 * 1024;
const LONGEST_TRAILER = 64 * 1024;
const MOST_DIGITS = 13;

export class ChunkedReader {
  #place: Place = 'size';
  #text = '';
  #size = 0;
  #digits = 0;
  #left = 0;
  /** Where the trailer's current line begins in #text. */
  #lineStart = 0;

  get done(): boolean {
    return this.#place === 'done';
  }

  /** True when the bytes are no chunked body; the offset returned then is that of the offending byte. */
  get broken(): boolean {
    return this.#place === 'broken';
  }

  /** Text of a line or trailer that has begun and not ended. */
  get unfinished(): string {
    return this.#text;
  }

  /** Reads up to the end of the body; returns the offset after what it understood. */
  feed(bytes: Buffer, from: number, sink: ChunkedSink): number {
    let at = from;
    while (at < bytes.length) {
      switch (this.#place) {
        case 'data': {
          const to = Math.min(bytes.length, at + this.#left);
          sink.chunkData(bytes, at, to);
          this.#left -= to - at;
          at = to;
          if (this.#left === 0) this.#place = 'data-end';
          break;
        }
        case 'done':
        case 'broken':
          return at;
        default:
          this.#octet(bytes[at] as number, sink);
          // The offending byte itself was not understood.
          if (this.broken) return at;
          at++;
      }
    }
    return at;
  }

  #octet(octet: number, sink: ChunkedSink): void {
    switch (this.#place) {
      case 'data-end':
        if (octet === LF) this.#place = 'size';
        else if (octet !== CR || this.#text !== '') return this.#break();
        break;
      case 'size': {
        const digit = hexDigit(octet);
        if (digit >= 0) {
          if (++this.#digits > MOST_DIGITS) return this.#break();
          this.#size = this.#size * 16 + digit;
        } else if (this.#digits === 0) return this.#break();
        else if (octet === LF) return this.#lineEnds(sink);
        else if (octet === SEMICOLON || octet === SP || octet === TAB || octet === CR) {
          this.#place = 'extension';
        } else return this.#break();
        break;
      }
      case 'extension':
        if (octet === LF) return this.#lineEnds(sink);
        if (this.#text.length > LONGEST_LINE) return this.#break();
        break;
      case 'trailer':
        if (octet === LF) return this.#trailerLineEnds(sink);
        if (this.#text.length > LONGEST_TRAILER) return this.#break();
        break;
    }
    this.#text += String.fromCharCode(octet);
  }

  #break(): void {
    this.#place = 'broken';
  }

  #lineEnds(sink: ChunkedSink): void {
    const line = this.#text + '\n';
    const size = this.#size;
    this.#text = '';
    this.#size = 0;
    this.#digits = 0;
    this.#left = size;
    this.#lineStart = 0;
    this.#place = size === 0 ? 'trailer' : 'data';
    sink.chunkBegins(size, line);
  }

  /** RFC 9112 section 7.1.2: field lines up to a blank one. */
  #trailerLineEnds(sink: ChunkedSink): void {
    this.#text += '\n';
    const line = this.#text.slice(this.#lineStart);
    if (line === '\r\n' || line === '\n') {
      this.#place = 'done';
      const trailer = this.#text.slice(0, this.#lineStart);
      this.#text = '';
      sink.chunksEnd(trailer, line);
    } else {
      this.#lineStart = this.#text.length;
    }
  }
}
