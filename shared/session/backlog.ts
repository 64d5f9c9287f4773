/** Records that wait in a terminal: the highest number that its polls name, against the last one that the server took. */

import { fieldOf, textOf, type Seen } from './seen.ts';
import type { Stamp } from './stamps.ts';
import type { TableProgress } from './uploads.ts';

/** What a poll's `type` counts: the table of its records, and the stamp that tells how far the server has them. */
const COUNTED: Readonly<Record<string, readonly [table: string, stamp: string]>> = {
  pos: ['BUYLOG', 'PosLogStampId'],
  full: ['FULLLOG', 'FullLogStampId'],
  allow: ['ALLOWLOG', 'AllowLogStampId'],
};

export class Backlog {
  /** Highest record number as the polls say; null before one did. */
  devNo: number | null = null;
  /** A terminal that does not say counts consumption. */
  #type = 'pos';

  take({ frame }: Seen): void {
    if (frame.kind !== 'poll') return;
    const { fields } = frame.request;
    const type = textOf(fields, 'type');
    const devNo = fieldOf(fields, 'devNo')?.value;
    if (Object.hasOwn(COUNTED, type)) this.#type = type;
    if (typeof devNo === 'number') this.devNo = devNo;
  }

  /** The table whose records `devNo` counts. */
  get table(): string {
    return COUNTED[this.#type]?.[0] ?? '';
  }

  /** The highest number that the server told at the beginning, or took since; null where neither is known. */
  acknowledged(
    uploads: readonly TableProgress[],
    stamps: Readonly<Record<string, Stamp>>,
  ): number | null {
    const [table, stamp] = COUNTED[this.#type] ?? ['', ''];
    const taken = uploads.find((each) => each.table.toUpperCase() === table)?.acknowledged ?? null;
    const text = stamps[stamp]?.told ?? '';
    const told = /^\d{1,15}$/.test(text) ? Number(text) : null;
    if (taken === null || told === null) return taken ?? told;
    return Math.max(taken, told);
  }
}
