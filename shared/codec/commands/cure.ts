/** What closes a hole in the record numbers: a command that has the terminal upload what is missing (sections 11.8 and 11.9). */

import { logOf } from '../../spec/logs.ts';
import type { CommandInput } from './compose.ts';

/** Record numbers of one table that nobody has seen, both ends among them. */
export interface RecordSpan {
  /** As uploads name it. */
  readonly table: string;
  readonly from: number;
  readonly to: number;
}

type CureInput = Extract<CommandInput, { readonly verb: string }>;

/** By record number; null for a table that no SYNC names. */
export function syncOf({ table, from, to }: RecordSpan): CureInput | null {
  const log = logOf(table)?.command;
  if (log === undefined) return null;
  return { verb: 'SYNC', table: log, values: { START: String(from), END: String(to) } };
}

/** By time, of all cards, for a terminal that refuses SYNC: ISO times without a zone, as the terminal's own clock has them. */
export function collectOf(table: string, since: string, until: string): CureInput | null {
  const log = logOf(table)?.command;
  if (log === undefined || since === '' || until === '') return null;
  const [START, END] = [since, until].map((time) => time.replace('T', ' ')) as [string, string];
  return { verb: 'COLL', table: log, values: { START, END, CARDNO: '0' } };
}
