/**
 * The entries of a capture file from its bytes as they come: no files, no clock.
 *
 * Lines that do not hold are searched for whole ones inside them (a damaged line end glues two together),
 * and what remains is told as damage with its place. Memory stays flat: one unfinished line is all that
 * is kept.
 */

import type { CaptureEntry, LineTools } from './line.ts';
import { readLine } from './read-line.ts';
import { wholeLines } from './recover.ts';

export interface ScannedEntry {
  /** Of its first byte in the file. */
  readonly offset: number;
  /** Bytes without the LF that ends them. */
  readonly length: number;
  readonly entry:
    | CaptureEntry
    /** The file ends in the middle of a line; with length 0 only the line's LF is missing. */
    | { readonly type: 'torn' };
}

const LF = 0x0a;
/** No honest line is longer; what follows up to the next LF is damage. */
const LONGEST_LINE = 256 * 1024 * 1024;

const damage = (offset: number, length: number, reason: string): ScannedEntry => ({
  offset,
  length,
  entry: { type: 'damaged', reason },
});

export class CaptureScanner {
  readonly #tools: LineTools;
  /** The unfinished line, in pieces. */
  #pieces: Uint8Array[] = [];
  #piecesLength = 0;
  /** Offset of the unfinished line. */
  #offset: number;
  #entries: ScannedEntry[] = [];
  /** Damage that may go on with the next line. */
  #damage: ScannedEntry | null = null;
  /** Damage of a line that is too long, whose end has not come. */
  #skipped = 0;

  /** `offset` is where the bytes to come stand in the file; it must be the beginning of a line. */
  constructor(tools: LineTools, offset = 0) {
    this.#tools = tools;
    this.#offset = offset;
  }

  /** Takes the next bytes, which must stay as they are; returns what is complete by now. */
  feed(bytes: Uint8Array): readonly ScannedEntry[] {
    let from = 0;
    for (;;) {
      const to = bytes.indexOf(LF, from);
      if (to < 0) break;
      this.#lineEnds(bytes.subarray(from, to));
      from = to + 1;
    }
    if (from < bytes.length) this.#keep(bytes.subarray(from));
    return this.#told();
  }

  /** The file ends here. */
  end(): readonly ScannedEntry[] {
    const line = this.#join();
    if (line.length > 0 || this.#skipped > 0) this.#lastLine(line);
    return this.#told();
  }

  #forgetUnfinished(): void {
    this.#pieces = [];
    this.#piecesLength = 0;
  }

  #keep(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#piecesLength += piece.length;
    if (this.#piecesLength <= LONGEST_LINE) return;
    this.#skipped += this.#piecesLength;
    this.#forgetUnfinished();
  }

  #join(): Uint8Array {
    const [first] = this.#pieces;
    if (first === undefined) return new Uint8Array(0);
    if (this.#pieces.length === 1) return first;
    const line = new Uint8Array(this.#piecesLength);
    let at = 0;
    for (const piece of this.#pieces) {
      line.set(piece, at);
      at += piece.length;
    }
    return line;
  }

  #lineEnds(rest: Uint8Array): void {
    let line = rest;
    if (this.#piecesLength > 0) {
      this.#pieces.push(rest);
      this.#piecesLength += rest.length;
      line = this.#join();
      this.#forgetUnfinished();
    }
    const length = this.#skipped + line.length;
    if (this.#skipped > 0)
      this.#addDamage(damage(this.#offset, length, 'it is too long for a line'));
    else if (length > 0) this.#wholeLine(line);
    this.#skipped = 0;
    this.#offset += length + 1;
  }

  #wholeLine(line: Uint8Array): void {
    const entry = readLine(line, this.#tools);
    if (entry.type !== 'damaged') this.#add({ offset: this.#offset, length: line.length, entry });
    else this.#recover(line, (from, to) => damage(this.#offset + from, to - from, entry.reason));
  }

  #lastLine(line: Uint8Array): void {
    const torn = (from: number, to: number): ScannedEntry => ({
      offset: this.#offset + from,
      length: to - from,
      entry: { type: 'torn' },
    });
    const entry = readLine(line, this.#tools);
    if (entry.type === 'damaged') this.#recover(line, torn);
    else {
      this.#add({ offset: this.#offset, length: line.length, entry });
      this.#add(torn(line.length, line.length));
    }
    this.#offset += this.#skipped + line.length;
    this.#forgetUnfinished();
  }

  /** Tells the whole lines inside `line`, and what lies between them as `lost` says. */
  #recover(line: Uint8Array, lost: (from: number, to: number) => ScannedEntry): void {
    let at = 0;
    for (const [from, to] of wholeLines(line, this.#tools)) {
      if (from > at) this.#addDamage(lost(at, from));
      const entry = readLine(line.subarray(from, to), this.#tools);
      this.#add({ offset: this.#offset + from, length: to - from, entry });
      at = to;
    }
    if (at < line.length) this.#addDamage(lost(at, line.length));
  }

  #add(scanned: ScannedEntry): void {
    this.#flushDamage();
    this.#entries.push(scanned);
  }

  /** Damage next to damage is one. */
  #addDamage(scanned: ScannedEntry): void {
    const before = this.#damage;
    const isNext =
      before !== null &&
      scanned.entry.type === 'damaged' &&
      before.entry.type === 'damaged' &&
      before.offset + before.length + 1 >= scanned.offset;
    if (isNext) {
      this.#damage = { ...before, length: scanned.offset + scanned.length - before.offset };
    } else {
      this.#flushDamage();
      this.#damage = scanned;
    }
  }

  #flushDamage(): void {
    if (this.#damage !== null) this.#entries.push(this.#damage);
    this.#damage = null;
  }

  #told(): readonly ScannedEntry[] {
    this.#flushDamage();
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }
}
