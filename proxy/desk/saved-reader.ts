/** Reads the index beside a capture, some of it at a time; nothing of it counts until all of it held. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ExchangeIndex } from './exchange-index.ts';
import { FIRST_LINE, fitOf, fits, indexPath, type Fit, type SavedFacts } from './saved-index.ts';

const LONGEST_FIRST_LINE = 200;
const BLOCK_BYTES = 64 * 1024;
/** Read and checked in a few milliseconds. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
const LF = 0x0a;

export class SavedReader {
  readonly facts: SavedFacts;
  readonly #file: number;
  readonly #crc: number;
  /** The columns' room in the index, in the order in which they lie in the file. */
  readonly #pieces: readonly Uint8Array[];
  #next = 0;
  #offset: number;
  #crcSoFar: number;

  /** The file is read from `offset` on into `pieces`. */
  private constructor(
    file: number,
    { facts, offset, crc, crcSoFar }: Begun,
    pieces: readonly Uint8Array[],
  ) {
    this.#file = file;
    this.facts = facts;
    this.#offset = offset;
    this.#crc = crc;
    this.#crcSoFar = crcSoFar;
    this.#pieces = pieces;
  }

  /** Of the index that was kept of that capture by this build, into one that is empty; null where none fits. */
  static open(capture: string, version: string, index: ExchangeIndex): SavedReader | null {
    let file: number;
    try {
      file = openSync(indexPath(capture), 'r');
    } catch {
      return null;
    }
    try {
      const begun = begin(file, capture, version);
      const pieces = begun && index.room(begun.facts.index.count, begun.left);
      if (begun !== null && pieces !== null) return new SavedReader(file, begun, pieces);
    } catch {
      // The capture itself tells all.
    }
    closeSync(file);
    return null;
  }

  /** Reads on by some; `broken` says that nothing of it counts. */
  readOn(): 'more' | 'whole' | 'broken' {
    for (let bytes = 0; bytes < AT_ONCE_BYTES;) {
      const piece = this.#pieces[this.#next];
      if (piece === undefined) return this.#crcSoFar === this.#crc ? 'whole' : 'broken';
      if (readSync(this.#file, piece, 0, piece.length, this.#offset) < piece.length)
        return 'broken';
      this.#crcSoFar = crc32(piece, this.#crcSoFar);
      this.#offset += piece.length;
      bytes += piece.length;
      this.#next++;
    }
    return 'more';
  }

  close(): void {
    closeSync(this.#file);
  }
}

interface Begun {
  readonly facts: SavedFacts;
  /** Where the columns begin, and their bytes. */
  readonly offset: number;
  readonly left: number;
  /** Of the facts and the columns, and of the facts alone. */
  readonly crc: number;
  readonly crcSoFar: number;
}

/** Both lines before the columns; null where they are of another build or capture. Throws where they cannot be read. */
function begin(file: number, capture: string, version: string): Begun | null {
  const first = lineAt(file, 0, LONGEST_FIRST_LINE);
  const [, of, digits, bytes] = FIRST_LINE.exec(first.toString('latin1')) ?? [];
  if (of !== version || digits === undefined) return null;
  if (fstatSync(file).size !== first.length + Number(bytes)) return null;
  const second = lineAt(file, first.length, Infinity);
  const { fit, ...facts } = JSON.parse(second.toString('utf8')) as SavedFacts & { readonly fit: Fit }; // prettier-ignore
  if (!fits(fit, fitOf(capture, facts.bytes))) return null;
  return {
    facts,
    offset: first.length + second.length,
    left: Number(bytes) - second.length,
    crc: Number.parseInt(digits, 16),
    crcSoFar: crc32(second),
  };
}

/** A line with its end. Throws where there is none in so many bytes. */
function lineAt(file: number, offset: number, most: number): Buffer {
  const blocks: Buffer[] = [];
  for (let bytes = 0; bytes < most;) {
    const block = Buffer.alloc(BLOCK_BYTES);
    const got = readSync(file, block, 0, BLOCK_BYTES, offset + bytes);
    const end = block.subarray(0, got).indexOf(LF);
    blocks.push(block.subarray(0, end < 0 ? got : end + 1));
    if (end >= 0) return Buffer.concat(blocks);
    if (got === 0) break;
    bytes += got;
  }
  throw new RangeError('The line has no end.');
}
