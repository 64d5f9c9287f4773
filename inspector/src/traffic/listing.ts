/** What is to be listed, how the desk is asked for it, and what a row has to say of it. */

import type { Language } from '../../../shared/codec/frame.ts';
import type { ExchangeQuery, Row } from '../../../shared/link/api.ts';

export interface Listing {
  readonly capture: string | null;
  readonly filter: string;
  readonly highlight: string;
  readonly idle: boolean;
  /** Fields that each row has cells for, separated by commas. */
  readonly columns: string;
  readonly language: Language;
}

export const queryOf = ({
  capture,
  filter,
  highlight,
  idle,
  columns,
  language,
}: Listing): ExchangeQuery => ({
  ...(capture === null ? {} : { capture }),
  filter,
  highlight,
  language,
  idle: idle ? '1' : '0',
  ...(columns === '' ? {} : { columns }),
});

/** Whether both list the same exchanges, in whatever words. */
export const hasSameRows = (one: Listing | null, other: Listing): one is Listing =>
  one?.capture === other.capture && one.filter === other.filter && one.idle === other.idle;

/** Whether the desk said all of a row that the listing shows: live rows come without cells, and some unlit. */
export const isWhole = (row: Row | undefined, { columns, highlight }: Listing): boolean =>
  row !== undefined &&
  (columns === '' || row.cells !== undefined) &&
  (highlight === '' || row.lit !== undefined);

/** Without what belongs to other columns or to another highlight. */
export function keptOf({ cells, lit, ...row }: Row, before: Listing, now: Listing): Row {
  return {
    ...row,
    ...(cells !== undefined && before.columns === now.columns && { cells }),
    ...(lit !== undefined && before.highlight === now.highlight && { lit }),
  };
}
