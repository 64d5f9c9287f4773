/** Requests of terminals from values: targets, uploads and command results, as terminals write them. */

import type { TableLayout } from '../spec/table.ts';
import type { FieldValue } from './frame.ts';
import { writeValue } from './write-value.ts';

/** Values of a record by our key or by the vendor's name of the column. */
export type RecordValues = Readonly<Record<string, FieldValue>>;

/** Octets that would end or split a value of a target; everything else stands as it is. */
const ESCAPED = /[\0-\x20%&#\x7f-\uffff]/g;

/**
 * `/iclock/cpos?SN=…&table=…` from names and values in order. Values are Latin-1 texts: one character an
 * octet. ':' and '+' stay, as terminals write them.
 */
export function writeTarget(
  path: string,
  parameters: readonly (readonly [name: string, value: string | number])[],
): string {
  const query = parameters.map(([name, value]) => `${name}=${escaped(String(value))}`).join('&');
  return query === '' ? path : `${path}?${query}`;
}

const escaped = (value: string): string =>
  value.replace(
    ESCAPED,
    (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/** Cells in the order of the layout, separated by TAB; a column without a value is an empty cell. */
export function writeRecord({ columns }: TableLayout, values: RecordValues): string {
  return columns
    .map((column) => writeValue(column, values[column.key] ?? values[column.wire] ?? null))
    .join('\t');
}

/** Records joined by LF, with a closing LF as servers and terminals of this family write it. */
export const writeUpload = (layout: TableLayout, records: readonly RecordValues[]): string =>
  records.map((record) => `${writeRecord(layout, record)}\n`).join('');

export interface ResultValues {
  readonly id: string;
  readonly returned: number;
  readonly cmd: string;
}

/** `ID=1202&Return=0&CMD=UPDATE` and its LF (section 13). */
export const writeResult = ({ id, returned, cmd }: ResultValues): string =>
  `ID=${id}&Return=${returned}&CMD=${cmd}\n`;
