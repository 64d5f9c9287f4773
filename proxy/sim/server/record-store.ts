/** What was uploaded: each batch is answered before it is read, and read afterwards, row by row. */

import type { UploadTable } from './tables.ts';

export interface StoredRecord {
  readonly sn: string;
  readonly cells: readonly string[];
}

export interface RowError {
  readonly sn: string;
  readonly table: string;
  readonly row: string;
  readonly reason: string;
}

const DATE_TIME = /^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}$/;
const INTEGER = /^-?\d+$/;
const MOST_RECORDS = 50_000;
const MOST_ERRORS = 1_000;

export class RecordStore {
  readonly #tables = new Map<string, StoredRecord[]>();
  readonly #known = new Set<string>();
  readonly #errors: RowError[] = [];
  #repeated = 0;

  get tables(): ReadonlyMap<string, readonly StoredRecord[]> {
    return this.#tables;
  }

  get errors(): readonly RowError[] {
    return this.#errors;
  }

  /** Rows that had come before, as after a re-send or a SYNC. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Reads a stored body. `silent` (Stamp=0) keeps bad rows out of the errors. */
  digest(sn: string, table: UploadTable, body: string, silent: boolean): void {
    for (const row of body.split('\n')) {
      if (row.trim() === '') continue;
      const cells = row.replace(/\r$/, '').split('\t');
      const reason = this.#refusal(sn, table, cells);
      if (reason === null) this.#keep(sn, table.name, cells);
      else if (!silent && this.#errors.length < MOST_ERRORS) {
        this.#errors.push({ sn, table: table.name, row, reason });
      }
    }
  }

  #refusal(sn: string, table: UploadTable, cells: readonly string[]): string | null {
    if (cells.length < table.cells) return `${cells.length} fields, wanted ${table.cells}`;
    for (let at = 0; at < table.cells; at++) {
      const cell = cells[at] ?? '';
      const shape = table.times.includes(at) ? DATE_TIME : INTEGER;
      if (!shape.test(cell)) return `field ${at} is '${cell}'`;
    }
    if (table.detail && !this.#known.has(this.#key(sn, 'BUYLOG', cells[table.recNo] ?? ''))) {
      return `no BUYLOG record ${cells[table.recNo]}`;
    }
    return null;
  }

  #key(sn: string, table: string, identity: string): string {
    return `${sn} ${table} ${identity}`;
  }

  #keep(sn: string, table: string, cells: readonly string[]): void {
    const identity = table === 'BUYLOG' ? (cells[9] ?? '') : cells.join('\t');
    const key = this.#key(sn, table, identity);
    if (this.#known.has(key)) {
      this.#repeated++;
      return;
    }
    if (this.#known.size >= MOST_RECORDS) this.#known.clear();
    this.#known.add(key);
    const records = this.#tables.get(table) ?? [];
    if (records.length >= MOST_RECORDS) records.shift();
    records.push({ sn, cells });
    this.#tables.set(table, records);
  }
}
