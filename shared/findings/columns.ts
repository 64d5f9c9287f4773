/** Where in a record the cells stand that rules ask for. */

import type { Field } from '../codec/frame.ts';
import { RECORD_TIMES } from '../spec/record-times.ts';

/** Columns that real servers take in one form alone. */
const TIMES: ReadonlySet<string> = new Set([...RECORD_TIMES, 'beginTime', 'endTime']);

/** -1 where the record has none. */
export interface Columns {
  readonly keys: readonly string[];
  readonly recNo: number;
  /** The line of the sale, in details. */
  readonly line: number;
  /** When it was made. */
  readonly time: number;
  readonly times: readonly number[];
}

/** The ones that were seen last, by how many they are. */
const seen = new Map<number, Columns>();
const MOST_SEEN = 100;

export function columnsOf(cells: readonly Field[]): Columns {
  const known = seen.get(cells.length);
  if (known !== undefined && areOf(cells, known.keys)) return known;
  const keys = cells.map(({ key }) => key);
  const columns = {
    keys,
    recNo: keys.indexOf('recNo'),
    line: keys.indexOf('recSum'),
    time: keys.findIndex((key) => RECORD_TIMES.has(key)),
    times: keys.flatMap((key, place) => (TIMES.has(key) ? [place] : [])),
  };
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(cells.length, columns);
  return columns;
}

function areOf(cells: readonly Field[], keys: readonly string[]): boolean {
  for (let at = 0; at < keys.length; at++) if (cells[at]?.key !== keys[at]) return false;
  return true;
}
