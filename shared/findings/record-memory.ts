/** Which records a terminal has uploaded and the server has taken: the newest few thousand of each table. */

import type { UploadedRecord } from './upload.ts';

/** 48 KB a table and terminal. */
const MOST = 4_096;
const FIRST = 64;
const MOST_TABLES = 16;

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
class TableMemory {
  #names = new Float64Array(FIRST);
  #prints = new Int32Array(FIRST);
  highest = 0;
  forgotten = 0;

  /** How it was kept; null when it was not, or is forgotten. */
  printOf(record: UploadedRecord): number | null {
    const { recordNumber, line } = record;
    // Nearly all records are newer than any before.
    if (!(recordNumber <= this.highest)) return null;
    const at = placeOf(recordNumber, line, this.#names.length);
    const name = nameOf(record);
    return name !== 0 && this.#names[at] === name ? (this.#prints[at] ?? null) : null;
  }

  keep(record: UploadedRecord): void {
    const { recordNumber, line, print } = record;
    const name = nameOf(record);
    if (name === 0) return;
    let at = placeOf(recordNumber, line, this.#names.length);
    while (this.#isTaken(at, name) && this.#names.length < MOST) {
      this.#grow();
      at = placeOf(recordNumber, line, this.#names.length);
    }
    if (this.#isTaken(at, name)) this.forgotten++;
    this.#names[at] = name;
    this.#prints[at] = print;
    if (recordNumber > this.highest) this.highest = recordNumber;
  }

  #isTaken(at: number, name: number): boolean {
    const there = this.#names[at] ?? 0;
    return there !== 0 && there !== name;
  }

  #grow(): void {
    const [names, prints] = [this.#names, this.#prints];
    this.#names = new Float64Array(names.length * 2);
    this.#prints = new Int32Array(names.length * 2);
    names.forEach((name, from) => {
      if (name === 0) return;
      const line = name % MOST_LINES;
      const at = placeOf((name - line) / MOST_LINES, line, this.#names.length);
      this.#names[at] = name;
      this.#prints[at] = prints[from] ?? 0;
    });
  }
}

export class RecordMemory {
  readonly #byTable = new Map<string, TableMemory>();

  /** Those that were uploaded before and are not forgotten, as they are now or otherwise. */
  again(
    table: string,
    records: readonly UploadedRecord[],
    as: 'same' | 'other',
  ): readonly UploadedRecord[] {
    const memory = this.#byTable.get(table);
    if (memory === undefined) return NONE;
    let again: UploadedRecord[] | null = null;
    for (const record of records) {
      const known = memory.printOf(record);
      if (known !== null && (known === record.print) === (as === 'same')) {
        (again ??= []).push(record);
      }
    }
    return again ?? NONE;
  }

  /** Highest record number of the table that the server took; 0 before the first. */
  highest(table: string): number {
    return this.#byTable.get(table)?.highest ?? 0;
  }

  keep(table: string, records: readonly UploadedRecord[]): void {
    let memory = this.#byTable.get(table);
    if (memory === undefined) {
      if (this.#byTable.size >= MOST_TABLES) return;
      memory = new TableMemory();
      this.#byTable.set(table, memory);
    }
    for (const record of records) memory.keep(record);
  }

  /** The terminal was emptied: its numbers may begin anew. */
  clear(): void {
    this.#byTable.clear();
  }

  /** Records that were forgotten because there were too many. */
  get forgotten(): number {
    return [...this.#byTable.values()].reduce((sum, { forgotten }) => sum + forgotten, 0);
  }
}

const NONE: readonly UploadedRecord[] = [];
