/** A column of numbers that grows without being copied: a list of typed arrays of one length. */

const BITS = 14;
const ROWS = 1 << BITS;
const MASK = ROWS - 1;

type Numbers = Float64Array | Float32Array | Uint32Array | Uint16Array;

export class Column<A extends Numbers> {
  readonly #make: (length: number) => A;
  readonly #pieces: A[] = [];

  constructor(make: (length: number) => A) {
    this.#make = make;
  }

  at(row: number): number {
    return this.#pieces[row >>> BITS]?.[row & MASK] ?? 0;
  }

  set(row: number, value: number): void {
    const piece = (this.#pieces[row >>> BITS] ??= this.#make(ROWS));
    piece[row & MASK] = value;
  }

  /** The first rows as they lie in memory, for as long as those rows are not set again. */
  bytes(rows: number): Uint8Array[] {
    return Array.from({ length: Math.ceil(rows / ROWS) }, (_, at) => {
      const piece = (this.#pieces[at] ??= this.#make(ROWS));
      const length = Math.min(ROWS, rows - at * ROWS) * piece.BYTES_PER_ELEMENT;
      return new Uint8Array(piece.buffer, 0, length);
    });
  }

  /** Sets the first rows from bytes at that offset; returns where they end. */
  fill(rows: number, from: Uint8Array, offset: number): number {
    let at = offset;
    for (const piece of this.bytes(rows)) {
      piece.set(from.subarray(at, at + piece.length));
      at += piece.length;
    }
    return at;
  }
}

export const bytes2 = () => new Column((length) => new Uint16Array(length));
export const bytes4 = () => new Column((length) => new Uint32Array(length));
export const float4 = () => new Column((length) => new Float32Array(length));
export const float8 = () => new Column((length) => new Float64Array(length));
