/** The records of an exchange as a table, and that table as CSV. */

import { csvCell } from '../../../shared/codec/csv-cell.ts';
import type { Field } from '../../../shared/codec/frame.ts';
import type { DecodedExchange } from '../../../shared/findings/finding.ts';

export interface RecordTable {
  readonly columns: readonly { readonly key: string; readonly wire: string }[];
  /** Cells as people read them; empty where a record has no such column. */
  readonly rows: readonly (readonly string[])[];
}

/** Lines that repeat: uploaded records, commands, results. */
const REPEATING: readonly string[] = ['record', 'result', 'command'];

export function recordsOf(decoded: DecodedExchange): RecordTable {
  const fields = [...decoded.request.fields, ...(decoded.response?.fields ?? [])];
  const key = REPEATING.find((name) => fields.some((field) => field.key === name));
  const records = fields.filter((field) => field.key === key);
  const columns = new Map<string, Field>();
  for (const record of records) {
    for (const cell of record.fields ?? []) {
      if (!columns.has(cell.key)) columns.set(cell.key, cell);
    }
  }
  return {
    columns: [...columns.values()].map(({ key, wire }) => ({ key, wire: wire || key })),
    rows: records.map(({ fields = [] }) => {
      const cells = new Map(fields.map((cell) => [cell.key, cell.text]));
      return [...columns.keys()].map((key) => cells.get(key) ?? '');
    }),
  };
}

/** With a mark at its beginning by which spreadsheets know UTF-8. */
export function csvOf({ columns, rows }: RecordTable): string {
  const lines = [columns.map(({ wire }) => wire), ...rows];
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
