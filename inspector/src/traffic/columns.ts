/** The columns of the exchange list: which of them, in what order, how wide; as text to be kept, and back. */

import { keyNamed } from '../../../shared/filter/index.ts';

export interface Column {
  /** A name of `USUAL`, or a filter key behind a colon. */
  readonly id: string;
  readonly px: number;
}

export type Columns = readonly Column[];

/** What is said and answered takes all room that the others leave, and this at least. */
const ELASTIC = 'said';
export const USUAL: Columns = [
  { id: 'finding', px: 34 },
  { id: 'number', px: 58 },
  { id: 'time', px: 104 },
  { id: 'terminal', px: 136 },
  { id: 'what', px: 190 },
  { id: ELASTIC, px: 260 },
  { id: 'duration', px: 76 },
  { id: 'size', px: 70 },
];
const FIELD_PX = 110;
export const LEAST_PX = 30;
export const MOST_PX = 900;
/** As many as the desk answers in one list. */
export const MOST_FIELDS = 20;

/** The filter key whose texts a column shows; null for one of our own columns. */
export const fieldOf = ({ id }: Column): string | null => (id.startsWith(':') ? id.slice(1) : null);

/** The id of a field's column; null where no filter key is called so. */
export function fieldColumn(name: string): string | null {
  const key = keyNamed(name.trim());
  return key === undefined ? null : `:${key.name}`;
}

/** Fields in an order that does not depend on where their columns stand. */
export const fieldsOf = (columns: Columns): readonly string[] =>
  columns.flatMap((column) => fieldOf(column) ?? []).toSorted();

const has = (columns: Columns, id: string) => columns.some((column) => column.id === id);
const within = (px: number) => Math.round(Math.max(LEAST_PX, Math.min(px, MOST_PX)));

/** Shows a column: one of ours where it usually stands, a field before what is said. */
export function show(columns: Columns, id: string): Columns {
  const isFull = id.startsWith(':') && fieldsOf(columns).length >= MOST_FIELDS;
  if (has(columns, id) || isFull) return columns;
  const usual = USUAL.findIndex((column) => column.id === id);
  const elastic = columns.findIndex((column) => column.id === ELASTIC);
  const earlier = USUAL.slice(0, Math.max(0, usual));
  const after = columns.findLastIndex((column) => has(earlier, column.id)) + 1;
  const at = usual >= 0 ? after : elastic < 0 ? columns.length : elastic;
  return columns.toSpliced(at, 0, USUAL[usual] ?? { id, px: FIELD_PX });
}

/** Leaves a column out; the last one stays. */
export const hide = (columns: Columns, id: string): Columns =>
  columns.length === 1 ? columns : columns.filter((column) => column.id !== id);

/** Moves a column so many places on. */
export function move(columns: Columns, id: string, by: number): Columns {
  const from = columns.findIndex((column) => column.id === id);
  const column = columns[from];
  if (column === undefined) return columns;
  const to = Math.max(0, Math.min(from + by, columns.length - 1));
  return columns.toSpliced(from, 1).toSpliced(to, 0, column);
}

/** Moves a column to where another one stands. */
export const moveTo = (columns: Columns, id: string, place: string): Columns =>
  move(
    columns,
    id,
    columns.findIndex((column) => column.id === place) -
      columns.findIndex((column) => column.id === id),
  );

export const resize = (columns: Columns, id: string, px: number): Columns =>
  columns.map((column) => (column.id === id ? { id, px: within(px) } : column));

export const isUsual = (columns: Columns): boolean => JSON.stringify(columns) === JSON.stringify(USUAL); // prettier-ignore

/** For `grid-template-columns`. */
export const templateOf = (columns: Columns): string =>
  columns.map(({ id, px }) => (id === ELASTIC ? `minmax(${px}px, 1fr)` : `${px}px`)).join(' ');

export const leastPx = (columns: Columns): number => columns.reduce((sum, { px }) => sum + px, 0);

export const writeColumns = (columns: Columns): string =>
  columns.map(({ id, px }) => `${id} ${px}`).join(',');

/** Reads any text; without a column that we know, the usual ones. */
export function readColumns(text: string | null): Columns {
  let columns: Columns = [];
  for (const part of (text ?? '').split(',')) {
    const [given = '', px = ''] = part.split(' ');
    const id = given.startsWith(':') ? fieldColumn(given.slice(1)) : given;
    if (id === null || !(id.startsWith(':') || has(USUAL, id))) continue;
    if (has(columns, id) || (id.startsWith(':') && fieldsOf(columns).length >= MOST_FIELDS))
      continue;
    columns = [...columns, { id, px: within(Number(px) || FIELD_PX) }];
  }
  return columns.length === 0 ? USUAL : columns;
}
