/** The records of an upload as rules look at them: each cell is looked at once, for all of them. */

import type { Field } from '../codec/frame.ts';
import { columnsOf, type Columns } from './columns.ts';
import { hasUnreadable } from './readable.ts';

/** One record that has a number. */
export interface UploadedRecord {
  readonly field: Field;
  readonly recNo: Field;
  /** What recNo says. */
  readonly recordNumber: number;
  /** Which line of the sale it is; 0 of what is no detail. */
  readonly line: number;
  readonly print: number;
  /** When it was made; undefined where no cell says. */
  readonly time: Field | undefined;
}

const NO_CELLS: readonly Field[] = [];

/** A record whose number, and line, came earlier in the same upload. */
export interface Twice {
  readonly record: UploadedRecord;
  readonly isSame: boolean;
}

export class Upload {
  /** All of its records. */
  readonly fields: readonly Field[];
  /** Their cells that say a time. */
  readonly times: readonly Field[];
  /** Those that have a number. */
  readonly records: readonly UploadedRecord[];
  /** Of their numbers; Infinity and -Infinity without any. */
  readonly lowest: number = Infinity;
  readonly highest: number = -Infinity;
  /** Whether each number is the one before it and one. */
  readonly isRun: boolean = true;
  readonly stamp: Field | undefined;
  readonly stampId: Field | undefined;
  /** Whether every cell could be read. */
  readonly isReadable: boolean = true;

  #twice: readonly Twice[] | null = null;

  /** `fields` of the request; `body` as its spans mean it. */
  constructor(fields: readonly Field[], body: Uint8Array) {
    const all: Field[] = [];
    const times: Field[] = [];
    const records: UploadedRecord[] = [];
    const bytes = new DataView(body.buffer, body.byteOffset, body.byteLength);
    // Records of as many cells have the same columns.
    let columns: Columns | null = null;
    for (const field of fields) {
      if (field.key === 'stamp') this.stamp ??= field;
      if (field.key === 'stampId') this.stampId ??= field;
      if (field.key !== 'record') continue;
      all.push(field);
      const cells = field.fields ?? NO_CELLS;
      if (columns === null || columns.keys.length !== cells.length) columns = columnsOf(cells);
      for (const place of columns.times) times.push(cells[place] as Field);
      if (this.isReadable && hasUnreadable(cells)) this.isReadable = false;
      const recNo = cells[columns.recNo];
      if (recNo === undefined || typeof recNo.value !== 'number') continue;
      const recordNumber = recNo.value;
      const line = cells[columns.line]?.value;
      records.push({
        field,
        recNo,
        recordNumber,
        line: typeof line === 'number' ? line : 0,
        print: printOf(field, bytes),
        time: cells[columns.time],
      });
      if (records.length > 1 && recordNumber !== this.highest + 1) this.isRun = false;
      if (recordNumber < this.lowest) this.lowest = recordNumber;
      if (recordNumber > this.highest) this.highest = recordNumber;
    }
    this.fields = all;
    this.records = records;
    this.times = times;
  }

  /** Those that stand in it for the second time and more. */
  get twice(): readonly Twice[] {
    return (this.#twice ??= this.isRun ? [] : twiceIn(this.records));
  }
}

function twiceIn(records: readonly UploadedRecord[]): readonly Twice[] {
  const first = new Map<string, number>();
  const twice: Twice[] = [];
  for (const record of records) {
    const { recordNumber, line, print } = record;
    if (!(recordNumber > 0)) continue;
    const name = `${recordNumber} ${line}`;
    const known = first.get(name);
    if (known === undefined) first.set(name, print);
    else twice.push({ record, isSame: known === print });
  }
  return twice;
}

const isBlank = (octet: number): boolean => octet === 0x20 || octet === 0x09 || octet === 0x0d;

/**
 * Of all bytes but the blanks and the TAB that some firmware leaves at the end: four at a time, each step a
 * multiplication as FNV has it, folded down so that high bits count as well.
 */
function printOf({ span }: Field, body: DataView): number {
  if (span === null) return 0;
  let to = Math.min(span.to, body.byteLength);
  while (to > span.from && isBlank(body.getUint8(to - 1))) to--;
  let print = to - span.from;
  let at = span.from;
  for (; at + 4 <= to; at += 4) print = mixed(print ^ body.getInt32(at, true));
  for (; at < to; at++) print = mixed(print ^ body.getUint8(at));
  return print;
}

function mixed(print: number): number {
  const product = Math.imul(print, 0x01000193);
  return product ^ (product >>> 15);
}
