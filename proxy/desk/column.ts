/** A column of numbers that grows without being copied: a list of typed arrays of one length. */

const BITS = 14;
/** Rows of a piece: so many at once can be forgotten. */
export const ROWS = 1 << BITS;
const MASK = ROWS - 1;

type Numbers = Float64Array | Float32Array | Uint32Array | Uint16Array;

export class Column<A extends Numbers> {
  /** Bytes of a row. */
  readonly width: number;
  readonly #make: (length: number) => A;
  readonly #pieces: A[] = [];

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.width = make(0).BYTES_PER_ELEMENT;
  }

  at(row: number): number {
    return this.#pieces[row >>> BITS]?.[row & MASK] ?? 0;
  }

  set(row: number, value: number): void {
    const piece = (this.#pieces[row >>> BITS] ??= this.#make(ROWS));
    piece[row & MASK] = value;
  }

  /** Lets go of so many of the first rows, whole pieces: those behind them move up. */
  forget(rows: number): void {
    this.#pieces.splice(0, rows >>> BITS);
  }

  /** The first rows as they lie in memory. */
  bytes(rows: number): Uint8Array[] {
    return Array.from({ length: Math.ceil(rows / ROWS) }, (_, at) => {
      const piece = (this.#pieces[at] ??= this.#make(ROWS));
      const length = Math.min(ROWS, rows - at * ROWS) * piece.BYTES_PER_ELEMENT;
      return new Uint8Array(piece.buffer, 0, length);
    });
  }
}

export const bytes2 = () => new Column((length) => new Uint16Array(length));
export const bytes4 = () => new Column((length) => new Uint32Array(length));
export const float4 = () => new Column((length) => new Float32Array(length));
export const float8 = () => new Column((length) => new Float64Array(length));
