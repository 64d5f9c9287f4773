/** Which records of a table a terminal has uploaded and the server has taken: the newest few thousand. */

import type { Room } from './room.ts';
import type { Upload, UploadedRecord } from './upload.ts';

/** 48 KB a table and terminal. */
const MOST = 4_096;
const FIRST = 64;
/** A name and a print. */
const BYTES = 12;

/** Sales of one record number have fewer lines than that. */
const MOST_LINES = 4_096;
/** Lines of one sale do not lie where those of the next thousand do. */
const LINE_STRIDE = 1_021;

/** A number's line as one number; 0 of what is not to be kept. */
function nameOf({ recordNumber, line }: UploadedRecord): number {
  const name = recordNumber * MOST_LINES + line;
  return recordNumber > 0 && line >= 0 && line < MOST_LINES && Number.isSafeInteger(name)
    ? name
    : 0;
}

const placeOf = (recordNumber: number, line: number, places: number): number =>
  (recordNumber + line * LINE_STRIDE) % places;

/** Names and prints by the number's remainder: a newer record takes the place of an old one. */
export class RecordMemory {
  /** Empty until something is kept. */
  #names = new Float64Array(0);
  #prints = new Int32Array(0);
  readonly #room: Room;
  /** Highest record number that was kept; 0 before the first. */
  highest = 0;
  /** Records that were forgotten because there were too many. */
  forgotten = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Those that were kept before and are not forgotten, as they are now or otherwise. */
  again({ records, lowest }: Upload, as: 'same' | 'other'): readonly UploadedRecord[] {
    // Nearly all records are newer than any before.
    if (!(lowest <= this.highest)) return NONE;
    return records.filter((record) => {
      const known = this.#printOf(record);
      return known !== null && (known === record.print) === (as === 'same');
    });
  }

  keep({ records }: Upload): void {
    for (const record of records) this.#keep(record);
  }

  /** How it was kept; null when it was not, or is forgotten. */
  #printOf(record: UploadedRecord): number | null {
    const { recordNumber, line } = record;
    if (!(recordNumber <= this.highest)) return null;
    const at = placeOf(recordNumber, line, this.#names.length);
    const name = nameOf(record);
    return name !== 0 && this.#names[at] === name ? (this.#prints[at] ?? null) : null;
  }

  #keep(record: UploadedRecord): void {
    const { recordNumber, line, print } = record;
    const name = nameOf(record);
    if (name === 0) return;
    if (recordNumber > this.highest) this.highest = recordNumber;
    let at = placeOf(recordNumber, line, this.#names.length);
    while ((this.#names.length === 0 || this.#isTaken(at, name)) && this.#grow()) {
      at = placeOf(recordNumber, line, this.#names.length);
    }
    if (this.#names.length === 0 || this.#isTaken(at, name)) this.forgotten++;
    if (this.#names.length === 0) return;
    this.#names[at] = name;
    this.#prints[at] = print;
  }

  /** Gives back what it took. */
  clear(): void {
    this.#room.give(this.#names.length * BYTES);
    this.#names = new Float64Array(0);
    this.#prints = new Int32Array(0);
    this.highest = 0;
  }

  #isTaken(at: number, name: number): boolean {
    const there = this.#names[at] ?? 0;
    return there !== 0 && there !== name;
  }

  /** Whether there was room for it. */
  #grow(): boolean {
    const [names, prints] = [this.#names, this.#prints];
    const length = names.length === 0 ? FIRST : names.length * 2;
    if (length > MOST || !this.#room.take((length - names.length) * BYTES)) return false;
    this.#names = new Float64Array(length);
    this.#prints = new Int32Array(length);
    names.forEach((name, from) => {
      if (name === 0) return;
      const line = name % MOST_LINES;
      const at = placeOf((name - line) / MOST_LINES, line, this.#names.length);
      this.#names[at] = name;
      this.#prints[at] = prints[from] ?? 0;
    });
    return true;
  }
}

const NONE: readonly UploadedRecord[] = [];
