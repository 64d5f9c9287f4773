/** Which records a terminal has uploaded and the server has taken: the newest few thousand of each table. */

import type { Field } from '../codec/frame.ts';

/** 32 KB a table and terminal. */
const MOST = 4_096;
const FIRST = 64;
const MOST_TABLES = 16;

/** One record of an upload. */
export interface UploadedRecord {
  readonly field: Field;
  /** Its record number; of details, with the line of the sale behind it. */
  readonly number: number;
  readonly recNo: Field;
  readonly print: number;
}

/** Sales of one record number have fewer lines than that. */
const MOST_LINES = 4_096;

/** Those of an upload that have a record number. */
export function uploadedRecords(fields: readonly Field[]): readonly UploadedRecord[] {
  const records: UploadedRecord[] = [];
  for (const field of fields) {
    const record = field.key === 'record' ? uploadedRecord(field) : null;
    if (record !== null) records.push(record);
  }
  return records;
}

function uploadedRecord(field: Field): UploadedRecord | null {
  let recNo: Field | undefined;
  let line: Field | undefined;
  for (const cell of field.fields ?? []) {
    if (cell.key === 'recNo') recNo ??= cell;
    else if (cell.key === 'recSum') line ??= cell;
  }
  if (recNo === undefined || typeof recNo.value !== 'number') return null;
  const number =
    typeof line?.value === 'number' ? recNo.value * MOST_LINES + line.value : recNo.value;
  return { field, number, recNo, print: printOf(field.raw) };
}

/** FNV-1a, without the blanks and the TAB that some firmware leaves at the end. */
function printOf(text: string): number {
  let print = 0x811c9dc5;
  const plain = text.trimEnd();
  for (let at = 0; at < plain.length; at++) {
    print = Math.imul(print ^ plain.charCodeAt(at), 0x01000193);
  }
  return print >>> 0;
}

/** Numbers and prints by the number's remainder: a newer record takes the place of an old one. */
class TableMemory {
  #numbers = new Float64Array(FIRST);
  #prints = new Uint32Array(FIRST);
  highest = 0;
  forgotten = 0;

  printOf(number: number): number | null {
    const at = number % this.#numbers.length;
    return this.#numbers[at] === number ? (this.#prints[at] ?? null) : null;
  }

  keep(number: number, print: number): void {
    let at = number % this.#numbers.length;
    while (this.#isTaken(at, number) && this.#numbers.length < MOST) {
      this.#grow();
      at = number % this.#numbers.length;
    }
    if (this.#isTaken(at, number)) this.forgotten++;
    this.#numbers[at] = number;
    this.#prints[at] = print;
  }

  #isTaken(at: number, number: number): boolean {
    const there = this.#numbers[at] ?? 0;
    return there !== 0 && there !== number;
  }

  #grow(): void {
    const [numbers, prints] = [this.#numbers, this.#prints];
    this.#numbers = new Float64Array(numbers.length * 2);
    this.#prints = new Uint32Array(numbers.length * 2);
    numbers.forEach((number, from) => {
      if (number === 0) return;
      const at = number % this.#numbers.length;
      this.#numbers[at] = number;
      this.#prints[at] = prints[from] ?? 0;
    });
  }
}

export class RecordMemory {
  readonly #byTable = new Map<string, TableMemory>();

  /** How that record was uploaded before: never (or so long ago that it is forgotten), the same, or otherwise. */
  before(table: string, { number, print }: UploadedRecord): 'new' | 'same' | 'other' {
    const known = this.#byTable.get(table)?.printOf(number) ?? null;
    if (known === null) return 'new';
    return known === print ? 'same' : 'other';
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
    for (const { number, print, recNo } of records) {
      if (number <= 0 || !Number.isSafeInteger(number)) continue;
      memory.keep(number, print);
      memory.highest = Math.max(memory.highest, Number(recNo.value));
    }
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
