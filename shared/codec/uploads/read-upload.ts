/** The body of an upload as records (vendor's document section 10): one a line, cells separated by TAB. */

import type { FieldSpec } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import type { Field, Language } from '../frame.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { decodeText, fieldOf, isAscii, type Reading } from '../read-field.ts';
import { chooseOrder, orderNote, type CellText, type ColumnOrder } from './column-order.ts';
import { fitting, readyTable, type ReadyLayout } from './layout.ts';
import { rowsOf, type Row } from './rows.ts';
import { Tally } from './tally.ts';

export interface UploadBody {
  readonly summary: string;
  readonly fields: readonly Field[];
}

const CELL_COUNT = {
  en: (cells: number, columns: number) => `${cells} cells where ${columns} are defined`,
  zh: (cells: number, columns: number) => `有 ${cells} 列，定义为 ${columns} 列`,
} as const;
const PADDING = { en: 'blanks or NULs, no record', zh: '空格或 NUL，不是记录' } as const;
const CUT = {
  en: 'the message ends here, inside this record',
  zh: '消息在此中断，本条记录不完整',
} as const;

export interface UploadFacts {
  /** The table as the wire names it. */
  readonly name: string;
  /** Text of that parameter. */
  readonly stampId: string;
  /** Whether the body may end inside a record. */
  readonly cut: boolean;
}

export function readUpload(
  body: Uint8Array,
  { name, stampId, cut }: UploadFacts,
  reading: Reading,
): UploadBody {
  const table = tableNamed(name);
  const rows = rowsOf(body);
  const textOf = rangeText(body, reading);
  const orderOf = ordersOf(readyTable(table)?.layouts ?? [], rows, stampId, (row, column) =>
    cellText(row, column, textOf),
  );
  const tally = new Tally(table);
  const fields: Field[] = [];
  for (const row of rows) {
    if (row.blank) fields.push(padding(row, textOf, reading.language));
    else {
      const isTorn = cut && row.to === body.length;
      fields.push(recordOf(row, name, orderOf(row), textOf, reading.language, tally, isTorn));
    }
  }
  return { summary: tally.summary(name, reading.language), fields };
}

type RangeText = (from: number, to: number) => string;

/** The body is decoded once and cut as text, save where a character is several bytes. */
function rangeText(body: Uint8Array, reading: Reading): RangeText {
  const whole = reading.text.decode(body, 0, body.length, 'latin1');
  if (reading.charset === 'ascii' || reading.charset === 'latin1') {
    return (from, to) => whole.slice(from, to);
  }
  return (from, to) =>
    isAscii(body, from, to) ? whole.slice(from, to) : decodeText(body, from, to, reading);
}

const cellText = (row: Row, column: number, textOf: RangeText): string =>
  column * 2 < row.bounds.length
    ? textOf(row.bounds[column * 2] as number, row.bounds[column * 2 + 1] as number)
    : '';

/** One order for all records of as many cells; null when nobody defined the table. */
function ordersOf(
  layouts: readonly ReadyLayout[],
  rows: readonly Row[],
  stampId: string,
  cell: CellText,
): (row: Row) => ColumnOrder | null {
  if (layouts.length === 0) return () => null;
  const orders = new Map<number, ColumnOrder>();
  return (row) => {
    const cells = countedCells(row);
    let order = orders.get(cells);
    if (order === undefined) {
      const alike = rows.filter((other) => !other.blank && countedCells(other) === cells);
      order = chooseOrder(fitting(layouts, cells), alike, stampId, cell);
      orders.set(cells, order);
    }
    return order;
  };
}

/** A TAB at the end of a line separates nothing. */
function countedCells({ bounds, cells }: Row): number {
  return cells > 1 && bounds[cells * 2 - 1] === bounds[cells * 2 - 2] ? cells - 1 : cells;
}

function recordOf(
  row: Row,
  name: string,
  order: ColumnOrder | null,
  textOf: RangeText,
  language: Language,
  tally: Tally,
  isTorn: boolean,
): Field {
  const layout = order?.layout ?? null;
  const read = cellsOf(row, layout?.columns ?? [], textOf, language);
  const cells = isTorn ? withTornEnd(read, language) : read;
  tally.add(layout, cells);
  const raw = textOf(row.from, row.to);
  const field: Field = {
    key: 'record',
    wire: name,
    raw,
    value: raw,
    text: recordText(layout, cells, language),
    span: { part: 'body', from: row.from, to: row.to },
    fields: cells,
  };
  const note = isTorn ? CUT[language] : noteOf(row, order, textOf, language);
  return note === '' ? field : { ...field, note };
}

/** What is left of a cell is no reading of it: `85` may be the beginning of 850. */
const withTornEnd = (cells: readonly Field[], language: Language): readonly Field[] =>
  cells.map((cell, index) =>
    index + 1 < cells.length
      ? cell
      : { ...cell, value: null, text: `${cell.raw}…`, note: CUT[language] },
  );

/** Too few cells leave columns out; cells without a column are kept as `field12` and so on. */
function cellsOf(
  { bounds, cells }: Row,
  columns: readonly FieldSpec[],
  textOf: RangeText,
  language: Language,
): readonly Field[] {
  const fields: Field[] = [];
  for (let index = 0; index < cells; index++) {
    const from = bounds[index * 2] as number;
    const to = bounds[index * 2 + 1] as number;
    const column = columns[index];
    const raw = textOf(from, to);
    if (column !== undefined) {
      fields.push(fieldOf(column, column.wire, raw, raw, 'body', from, to, language));
    } else if (to > from || index + 1 < cells || cells === 1) {
      const key = `field${index + 1}`;
      fields.push({ key, wire: key, raw, value: raw, text: raw, span: { part: 'body', from, to } });
    }
  }
  return fields;
}

function recordText(
  layout: ReadyLayout | null,
  cells: readonly Field[],
  language: Language,
): string {
  if (layout === null) return cells.map(({ text }) => text).join(PUNCTUATION[language].comma);
  let text = '';
  for (const index of layout.told) {
    const cell = cells[index];
    const column = layout.columns[index];
    if (cell === undefined || column === undefined) continue;
    if (text !== '') text += PUNCTUATION[language].comma;
    // Bare numbers need to be told apart; amounts, times and words do not.
    text += column.type === 'integer' ? `${column.wire} ${cell.text}` : cell.text;
  }
  return text;
}

function noteOf(
  row: Row,
  order: ColumnOrder | null,
  textOf: RangeText,
  language: Language,
): string {
  if (order === null) return '';
  const columns = order.layout.columns.length;
  const counted = countedCells(row);
  const note = orderNote(order, row, (at, column) => cellText(at, column, textOf), language);
  if (counted === columns || row.cells === columns) return note;
  const count = CELL_COUNT[language](counted, columns);
  return note === '' ? count : `${note}${PUNCTUATION[language].semicolon}${count}`;
}

function padding(row: Row, textOf: RangeText, language: Language): Field {
  const raw = textOf(row.from, row.to);
  const span = { part: 'body', from: row.from, to: row.to } as const;
  const text = `${row.to - row.from} × 0x${raw.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return { key: 'padding', wire: '', raw, value: raw, text, span, note: PADDING[language] };
}
