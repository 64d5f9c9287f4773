/** Tables made ready for reading: for each number of columns, what the columns are and which of them are told. */

import type { FieldSpec } from '../../spec/field.ts';
import type { TableLayout, TableSpec } from '../../spec/table.ts';
import { TABLES } from '../../spec/tables/index.ts';

export interface ReadyLayout {
  readonly name: TableLayout['name'];
  readonly columns: readonly FieldSpec[];
  /** Positions of the columns that tell a record in one line. */
  readonly told: readonly number[];
  /** Positions; -1 where the table has no such column. */
  readonly recNo: number;
  readonly sum: number;
  readonly alsoSum: number;
  readonly apart: number;
}

export interface ReadyTable {
  readonly table: TableSpec;
  readonly layouts: readonly ReadyLayout[];
}

function ready(table: TableSpec): ReadyTable {
  const layouts = table.layouts.map(({ name, columns }) => {
    const at = (key: string | undefined) => columns.findIndex((column) => column.key === key);
    return {
      name,
      columns,
      told: table.told.map(at),
      recNo: at('recNo'),
      sum: at(table.sumOf),
      alsoSum: at(table.alsoSumOf),
      apart: at(table.apart?.column),
    };
  });
  return { table, layouts };
}

const READY = new Map(TABLES.map((table) => [table, ready(table)]));

/** Null for a table that nobody defined. */
export function readyTable(table: TableSpec | undefined): ReadyTable | null {
  return table === undefined ? null : (READY.get(table) ?? ready(table));
}

/**
 * The layouts that fit a record of so many cells: those with as many columns; else those with the fewest
 * columns that still hold all cells; else those with the most.
 */
export function fitting(layouts: readonly ReadyLayout[], cells: number): readonly ReadyLayout[] {
  let best = -1;
  for (const { columns } of layouts) {
    const isBetter =
      best < cells ? columns.length > best : columns.length >= cells && columns.length < best;
    if (isBetter) best = columns.length;
  }
  return layouts.filter(({ columns }) => columns.length === best);
}
