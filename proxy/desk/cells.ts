/** What stands in the columns that somebody added to the list: texts of the first fields of that key. */

import { keyNamed, type FilterKey } from '../../shared/filter/index.ts';
import { badQuery } from './answer.ts';
import { subjectOf, type Reading } from './reading.ts';

const MOST_COLUMNS = 20;
/** Of a key that an exchange has more often, the first ones are shown. */
const MOST_TEXTS = 3;
const LONGEST_CELL = 200;

/** Throws Refused for a key that nobody knows. */
export function readColumns(text: string | undefined): readonly FilterKey[] {
  if (text === undefined) return [];
  const names = text.split(',');
  if (names.length > MOST_COLUMNS)
    throw badQuery(`"columns" names ${names.length} columns; ${MOST_COLUMNS} are the most.`);
  return names.map((name) => {
    const key = keyNamed(name);
    if (key === undefined) throw badQuery(`"columns" names ${JSON.stringify(name)}, which is no filter key.`); // prettier-ignore
    return key;
  });
}

export function cellsOf(reading: Reading, columns: readonly FilterKey[]): string[] {
  const subject = subjectOf(reading);
  return columns.map((key) => {
    const all = key.ofFrame(subject).map(({ text }) => text);
    const shown = all.slice(0, MOST_TEXTS).join(', ');
    const cell = all.length > MOST_TEXTS ? `${shown}, …` : shown;
    return cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell;
  });
}
