/** Records that wait in a terminal: the highest number that its polls name, against the last one that the server took. */

import type { Field } from '../codec/frame.ts';
import { recordNumberIn } from '../codec/stamp-id.ts';
import { LOGS } from '../spec/logs.ts';
import { fieldOf, isClear, textOf, type Seen } from './seen.ts';
import { logStem, type Stamp } from './stamps.ts';
import type { TableProgress } from './uploads.ts';

const byPoll = new Map(LOGS.map((log) => [log.poll, log]));

export class Backlog {
  readonly #byType = new Map<string, number>();
  /** Of the newest poll; a terminal that does not say counts consumption. */
  #type = 'pos';

  /** Whether the terminal was emptied since the server told how far it has got. */
  #isEmptied = false;

  take(seen: Seen, commands: readonly Field[]): void {
    if (seen.frame.kind === 'init') this.#isEmptied = false;
    if (seen.frame.kind !== 'poll') return;
    const { fields } = seen.frame.request;
    const devNo = fieldOf(fields, 'devNo')?.value;
    this.takePoll(textOf(fields, 'type'), typeof devNo === 'number' ? devNo : null);
    if (!commands.some(isClear)) return;
    this.#isEmptied = true;
    this.#byType.clear();
  }

  /** `type` and `devNo` of a poll, empty and null where it has none. */
  takePoll(type: string, devNo: number | null): void {
    if (byPoll.has(type)) this.#type = type;
    if (devNo !== null) this.#byType.set(this.#type, devNo);
  }

  /** Highest record number as the polls say; null before one did. */
  get devNo(): number | null {
    return this.#byType.get(this.#type) ?? null;
  }

  /** The table whose records `devNo` counts. */
  get table(): string {
    return byPoll.get(this.#type)?.table ?? '';
  }

  /** The highest number that the server told at the beginning, or took since; null where neither is known. */
  acknowledged(
    uploads: readonly TableProgress[],
    stamps: Readonly<Record<string, Stamp>>,
  ): number | null {
    const { table } = this;
    const taken = uploads.find((each) => each.table.toUpperCase() === table)?.acknowledged ?? null;
    const text = this.#isEmptied ? '' : (stamps[`${logStem(table)}StampId`]?.told ?? '');
    const told = recordNumberIn(text);
    if (taken === null || told === null) return taken ?? told;
    return Math.max(taken, told);
  }
}
