/**
 * Reads a capture's lines in order, from where it stopped: through one file after the other, then
 * behind the one that is being written. A line without its end is being written, or is torn when
 * another file follows.
 */

import type { CaptureFiles, Place } from './capture-files.ts';

/** Some hundred polls: what is read at one go also has to be decoded at one go. */
const BLOCK_BYTES = 128 * 1024;
/** A buffer that grew beyond this for one line is given back. */
const LARGE_BYTES = 64 * BLOCK_BYTES;
/** Two bodies at a generous limit, in base64; what is longer is not a line of ours. */
const LONGEST_LINE_BYTES = 256 * 1024 * 1024;
const LF = 0x0a;

/** A whole line without its LF; the bytes are overwritten afterwards. */
export type TakeLine = (line: Uint8Array, place: Place) => void;

export class Tail {
  readonly #files: CaptureFiles;
  #file = 0;
  #offset = 0;
  #buffer = new Uint8Array(BLOCK_BYTES);
  /** Whether a line longer than we keep is being passed over. */
  #passing = false;
  #torn = 0;

  constructor(files: CaptureFiles) {
    this.#files = files;
  }

  /** Where the next line begins. */
  get place(): { readonly file: number; readonly offset: number } {
    return { file: this.#file, offset: this.#offset };
  }

  /** Share of the bytes on file that was read. */
  get share(): number {
    let read = 0;
    let all = 0;
    for (let file = 0; file < this.#files.count; file++) {
      const size = this.#files.size(file);
      all += size;
      read += file < this.#file ? size : file === this.#file ? this.#offset : 0;
    }
    return all === 0 ? 1 : read / all;
  }

  /** The lines of the first file up to that offset are known. */
  skipTo(offset: number): void {
    this.#offset = offset;
  }

  /** Last lines that were never ended. */
  get torn(): number {
    return this.#torn;
  }

  /** Reads on by at most a block; false when there is nothing more for now. */
  readOn(take: TakeLine): boolean {
    if (this.#file >= this.#files.count) return false;
    const got = this.#files.readInto(this.#file, this.#buffer, this.#offset);
    const block = this.#buffer.subarray(0, got);
    const full = got === this.#buffer.length;
    let start = 0;
    for (let end = block.indexOf(LF); end >= 0; end = block.indexOf(LF, start)) {
      if (this.#passing) this.#passing = false;
      else {
        const place = { file: this.#file, offset: this.#offset + start, length: end - start };
        take(block.subarray(start, end), place);
      }
      start = end + 1;
    }
    this.#offset += start;
    if (!full) return this.#nextFile(got > start);
    if (start === 0) this.#makeRoom(got);
    else if (got > LARGE_BYTES) this.#buffer = new Uint8Array(BLOCK_BYTES);
    return true;
  }

  /** The line is longer than the buffer. */
  #makeRoom(got: number): void {
    if (this.#passing || got >= LONGEST_LINE_BYTES) {
      this.#passing = true;
      this.#offset += got;
    } else this.#buffer = new Uint8Array(got * 2);
  }

  #nextFile(hasRest: boolean): boolean {
    if (this.#file + 1 >= this.#files.count) return false;
    if (hasRest) this.#torn++;
    this.#file++;
    this.#offset = 0;
    this.#passing = false;
    return true;
  }
}
