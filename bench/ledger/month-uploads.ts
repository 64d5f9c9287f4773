/** The lines of a month as terminals upload them: the later half first, each terminal and table for itself, some again. */

import type { Line } from './month.ts';

export interface MonthUpload {
  readonly sn: string;
  readonly table: Line['table'];
  readonly lines: readonly Line[];
}

export const serialOf = ({ terminal }: Line): string => `51581819000${20 + terminal}`;

/** Uploads of so many records; `again` are uploaded once more. */
export function* uploadsOf(
  lines: readonly Line[],
  records: number,
  again: readonly Line[],
): Generator<MonthUpload> {
  const half = Math.floor(lines.length / 2);
  for (const some of [lines.slice(half), lines.slice(0, half), again]) {
    yield* batchesOf(some, records);
  }
}

/** A batch goes when it is full, and what is left at the end. */
function* batchesOf(lines: readonly Line[], records: number): Generator<MonthUpload> {
  const open = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.terminal} ${line.table}`;
    const batch = open.get(key) ?? [];
    batch.push(line);
    if (batch.length < records) open.set(key, batch);
    else {
      open.delete(key);
      yield uploadOf(line, batch);
    }
  }
  for (const batch of open.values()) yield uploadOf(batch[0] as Line, batch);
}

const uploadOf = (first: Line, lines: readonly Line[]): MonthUpload => ({ sn: serialOf(first), table: first.table, lines }); // prettier-ignore

export const bodyOf = ({ lines }: MonthUpload): string =>
  lines.map(({ cells }) => `${cells.join('\t')}\n`).join('');

/** `StampId` is the highest record number. */
export const targetOf = ({ sn, table, lines }: MonthUpload): string =>
  `/iclock/cpos?SN=${sn}&table=${table}&Stamp=2018-11-30T23:59:59&StampId=${Math.max(...lines.map(({ recNo }) => recNo))}`;
