/** The files of a capture by number, read at any offset; few of them are held open. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MOST_OPEN = 8;
/** Lines lie side by side, and so do the rows of a window: one read serves many. */
const BLOCK_BYTES = 256 * 1024;

/** Where a line lies, its LF not counted. */
export interface Place {
  /** Number of the file. */
  readonly file: number;
  readonly offset: number;
  readonly length: number;
}

export class CaptureFiles {
  readonly #paths: string[] = [];
  /** Least recently used first. */
  readonly #open = new Map<number, number>();
  #block = new Uint8Array(0);
  #blockFile = -1;
  #blockOffset = 0;
  #closed = false;

  /** Gives the file its number. */
  add(path: string): number {
    return this.#paths.push(path) - 1;
  }

  get count(): number {
    return this.#paths.length;
  }

  path(file: number): string {
    return this.#paths[file] ?? '';
  }

  /** Bytes of the file now; 0 where there is none yet. */
  size(file: number): number {
    const descriptor = this.#descriptor(file);
    return descriptor === null ? 0 : fstatSync(descriptor).size;
  }

  /** Fills the buffer from the offset on; returns how many bytes there were. */
  readInto(file: number, buffer: Uint8Array, offset: number): number {
    const descriptor = this.#descriptor(file);
    if (descriptor === null) return 0;
    let filled = 0;
    while (filled < buffer.length) {
      const got = readSync(descriptor, buffer, filled, buffer.length - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return filled;
  }

  /** Bytes that were seen there before. Throws RangeError when they are gone. They may be overwritten by the next read. */
  read(file: number, offset: number, length: number): Uint8Array {
    const from = offset - this.#blockOffset;
    if (file === this.#blockFile && from >= 0 && from + length <= this.#block.length) {
      return this.#block.subarray(from, from + length);
    }
    const block = new Uint8Array(Math.max(length, BLOCK_BYTES));
    const got = this.readInto(file, block, offset);
    if (got < length) throw new RangeError(`${this.path(file)} is shorter than it was.`);
    this.#block = block.subarray(0, got);
    this.#blockFile = file;
    this.#blockOffset = offset;
    return this.#block.subarray(0, length);
  }

  /** Keeps nothing of a file that is gone: held open, it would still take its room on the disk. */
  letGo(path: string): void {
    const file = this.#paths.indexOf(path);
    const descriptor = this.#open.get(file);
    if (descriptor !== undefined) closeSync(descriptor);
    this.#open.delete(file);
    if (file === this.#blockFile) this.#forgetBlock();
  }

  /** Afterwards every file reads as empty. */
  close(): void {
    this.#closed = true;
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
    this.#forgetBlock();
  }

  #forgetBlock(): void {
    this.#block = new Uint8Array(0);
    this.#blockFile = -1;
  }

  /** Null where there is no such file (yet), or nothing is read any more. */
  #descriptor(file: number): number | null {
    let descriptor = this.#open.get(file);
    if (this.#closed) return null;
    if (descriptor === undefined) {
      for (const [oldest, old] of this.#open) {
        if (this.#open.size < MOST_OPEN) break;
        closeSync(old);
        this.#open.delete(oldest);
      }
      try {
        descriptor = openSync(this.path(file), 'r');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    } else this.#open.delete(file);
    this.#open.set(file, descriptor);
    return descriptor;
  }
}
