/**
 * Which of two column orders an upload is written in.
 *
 * The document and real servers contradict each other about FULLLOG (OPID, RecNo or RecNo, OPID; field
 * notes, section 3). StampId is the highest record number of the upload, and record numbers rise from row
 * to row, so the bytes can tell; where they do not, the documented order is taken.
 */

import type { Language } from '../frame.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { isInteger } from '../read-value.ts';
import type { ReadyLayout } from './layout.ts';
import type { Row } from './rows.ts';

/** Reads a cell of a row as text. */
export type CellText = (row: Row, column: number) => string;

export interface ColumnOrder {
  readonly layout: ReadyLayout;
  /** Another layout of as many columns, or null. */
  readonly other: ReadyLayout | null;
  readonly because: 'stampId' | 'rises' | 'undecided';
  /** Columns of the other layout that are not where they are in this one. */
  readonly differing: readonly { readonly wire: string; readonly column: number }[];
}

const BECAUSE = {
  en: {
    stampId: 'StampId agrees',
    rises: 'its RecNo rises from row to row',
    undecided: 'nothing in the upload tells',
  },
  zh: { stampId: '与 StampId 相符', rises: '流水号逐行递增', undecided: '上传内容无法判断' },
} as const;

/** `candidates` is not empty; `rows` are those with as many cells as the candidates have columns. */
export function chooseOrder(
  candidates: readonly ReadyLayout[],
  rows: readonly Row[],
  stampId: string,
  cell: CellText,
): ColumnOrder {
  const first = candidates[0] as ReadyLayout;
  const order = (layout: ReadyLayout, because: ColumnOrder['because']): ColumnOrder => {
    const other = candidates.find((candidate) => candidate !== layout) ?? null;
    return { layout, other, because, differing: differingColumns(layout, other) };
  };
  if (candidates.length === 1) return order(first, 'undecided');
  const numbers = candidates.map((layout) => rows.map((row) => numberIn(cell(row, layout.recNo))));
  const only = (isIt: (recNos: readonly number[]) => boolean): ReadyLayout | null => {
    const those = candidates.filter((_, index) => isIt(numbers[index] ?? []));
    return those.length === 1 ? (those[0] ?? null) : null;
  };
  if (isInteger(stampId)) {
    const highest = Number(stampId);
    const agreeing = only((recNos) => recNos.length > 0 && highestOf(recNos) === highest);
    if (agreeing !== null) return order(agreeing, 'stampId');
  }
  const rising = only((recNos) => recNos.length > 1 && rises(recNos));
  return rising === null ? order(first, 'undecided') : order(rising, 'rises');
}

const numberIn = (text: string): number => (isInteger(text) ? Number(text) : Number.NaN);

/** A plain loop: arguments of one call have a limit, uploads have none. */
const highestOf = (numbers: readonly number[]): number =>
  numbers.reduce(
    (highest, number) => (number > highest ? number : highest),
    Number.NEGATIVE_INFINITY,
  );

const rises = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

function differingColumns(
  layout: ReadyLayout,
  other: ReadyLayout | null,
): ColumnOrder['differing'] {
  const columns = other?.columns ?? [];
  return columns.flatMap(({ wire }, column) =>
    wire === layout.columns[column]?.wire ? [] : [{ wire, column }],
  );
}

/** The note that gives the other reading of a record; empty where there is none. */
export function orderNote(
  order: ColumnOrder,
  row: Row,
  cell: CellText,
  language: Language,
): string {
  const { layout, other, because, differing } = order;
  if (other === null) return '';
  let words = '';
  for (const { wire, column } of differing) {
    words += `${words === '' ? '' : PUNCTUATION[language].comma}${wire} ${cell(row, column)}`;
  }
  const reason = BECAUSE[language][because];
  return language === 'en'
    ? `read in the ${layout.name.en} (${reason}); in the ${other.name.en}: ${words}`
    : `按${layout.name.zh}读取（${reason}）；按${other.name.zh}：${words}`;
}
