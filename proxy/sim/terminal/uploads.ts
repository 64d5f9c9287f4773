/** The batches that records go up in: one for the log's own table, then one for each table of details. */

import { packedSeconds, stampText } from '../local-time.ts';
import type { Question } from './ask.ts';
import type { Log, LogRecord } from './logs.ts';
import type { Model } from './models.ts';

export interface Batch {
  readonly table: string;
  readonly question: Question;
  readonly records: number;
}

/** As many records go into one batch. */
export const BATCH_RECORDS = 20;

const rowsBytes = (rows: readonly (readonly (string | number)[])[]): Buffer =>
  Buffer.from(rows.map((cells) => `${cells.join('\t')}\n`).join(''), 'latin1');

/**
 * A batch for the log's own table, then one for each table of details: a detail that comes before its
 * BUYLOG is refused later. Stamp and StampId are those of the last record.
 */
export function batchesOf(
  sn: string,
  { stamps }: Model,
  log: Log,
  records: readonly LogRecord[],
): readonly Batch[] {
  const last = records.at(-1);
  if (last === undefined) return [];
  const stamp = stamps === 'iso' ? stampText(last.at) : packedSeconds(last.at);
  const batch = (table: string, rows: readonly (readonly (string | number)[])[]): Batch => ({
    table,
    records: rows.length,
    question: {
      method: 'POST',
      path: `/iclock/cpos?SN=${sn}&table=${table}&Stamp=${stamp}&StampId=${last.recNo}`,
      body: rowsBytes(rows),
    },
  });
  const details = records.flatMap(({ detail }) => (detail === null ? [] : [detail]));
  const tables = [...new Set(details.map(({ table }) => table))];
  return [
    batch(
      log.table,
      records.map(({ cells }) => cells),
    ),
    ...tables.map((table) =>
      batch(
        table,
        details.filter((detail) => detail.table === table).flatMap(({ rows }) => rows),
      ),
    ),
  ];
}
