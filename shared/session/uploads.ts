/** How far a terminal's records have got: the highest record number of each table, sent and acknowledged. */

import type { Field } from '../codec/frame.ts';
import { logOf } from '../spec/logs.ts';
import { isClear, isOk, type Seen } from './seen.ts';

export interface TableProgress {
  readonly table: string;
  /** Records sent, repeats counted again. */
  readonly records: number;
  /** Highest RecNo sent; null while no record had one. */
  readonly sent: number | null;
  /** Highest RecNo in an upload that was answered by OK. */
  readonly acknowledged: number | null;
  readonly lastAtMs: number;
}

/** Logs always have room; peers may make up any other name. */
const MOST_TABLES = 32;

export class Uploads {
  readonly #byTable = new Map<string, TableProgress>();

  take(seen: Seen, commands: readonly Field[]): void {
    const { frame, atMs } = seen;
    if (commands.some(isClear)) this.#beginAnew();
    if (frame.kind !== 'upload') return;
    const table = frame.table.toUpperCase();
    const known = this.#byTable.get(table);
    if (known === undefined && this.#byTable.size >= MOST_TABLES && logOf(table) === undefined)
      return;
    const records = frame.request.fields.filter(({ key }) => key === 'record');
    const highest = records.reduce<number | null>(
      (most, record) => higher(most, recNoOf(record)),
      null,
    );
    this.#byTable.set(table, {
      table: known?.table ?? frame.table,
      records: (known?.records ?? 0) + records.length,
      sent: higher(known?.sent ?? null, highest),
      acknowledged: isOk(seen)
        ? higher(known?.acknowledged ?? null, highest)
        : (known?.acknowledged ?? null),
      lastAtMs: atMs,
    });
  }

  get all(): readonly TableProgress[] {
    return [...this.#byTable.values()];
  }

  /** The terminal was emptied: its numbers begin anew. */
  #beginAnew(): void {
    for (const [table, progress] of this.#byTable) {
      this.#byTable.set(table, { ...progress, sent: null, acknowledged: null });
    }
  }
}

function recNoOf({ fields = [] }: Field): number | null {
  const value = fields.find(({ key }) => key === 'recNo')?.value;
  return typeof value === 'number' ? value : null;
}

const higher = (left: number | null, right: number | null): number | null =>
  left === null ? right : right === null ? left : Math.max(left, right);
