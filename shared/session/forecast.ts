/** What a terminal will upload next, told from its stamps; and whether it did. */

import type { Field } from '../codec/frame.ts';
import { recordNumberIn } from '../codec/stamp-id.ts';
import { LOGS } from '../spec/logs.ts';
import type { Backlog } from './backlog.ts';
import { isClear, isOk, OUT_OF_TURN, textOf, type Seen } from './seen.ts';
import { logStem, type Stamps } from './stamps.ts';

export interface Forecast {
  readonly table: string;
  /** The first record number to come; null: everything that the terminal holds, since the server told 0. */
  readonly recNo: number | null;
  /** The newest record as its polls say, which the last StampId will name; null where they do not count this table. */
  readonly upTo: number | null;
  /** The Stamp to come is not before this one; empty where none is known. */
  readonly stamp: string;
  /** What it rests on: an upload that was taken, the options, a command; and the exchange. */
  readonly by: 'acknowledged' | 'options' | 'command';
  readonly n: number;
  /** Uploads that came as foretold, and that did not. */
  readonly held: number;
  readonly missed: number;
}

/** An upload that began with another record. */
export interface MissedForecast {
  readonly n: number;
  readonly atMs: number;
  readonly table: string;
  readonly expected: number;
  readonly got: number;
}

interface Ground {
  /** Highest record number that the server is known to have. */
  readonly recNo: number;
  readonly by: Forecast['by'];
  readonly n: number;
}

interface Progress {
  ground: Ground | null;
  /** The newest upload with records above the ground. */
  aboveN: number;
  held: number;
  missed: number;
}

const TABLES = ['', 'BAK'].flatMap((backup) => LOGS.map(({ table }) => `${table}${backup}`));
/** Each with the name of the stamp that says up to which record the server has it. */
const STAMPED = TABLES.map((table) => [table, `${logStem(table)}StampId`] as const);
const MISSES_KEPT = 8;

export class Forecasts {
  readonly #byTable = new Map<string, Progress>();
  /** The newest misses, the newest last. */
  readonly misses: MissedForecast[] = [];
  /** The newest exchange with a command that asks for records out of turn. */
  #askedN = 0;

  /** To be told after the stamps. */
  take(seen: Seen, commands: readonly Field[], stamps: Stamps): void {
    const { kind } = seen.frame;
    if (kind === 'upload') this.#upload(seen);
    else if (kind === 'init' || kind === 'poll') this.#told(seen.n, stamps);
    for (const command of commands) {
      if (OUT_OF_TURN.has(textOf(command.fields, 'verb'))) this.#askedN = seen.n;
      // Its numbers begin anew, and nobody has told from where on.
      if (isClear(command)) for (const progress of this.#byTable.values()) progress.ground = null;
    }
  }

  all(stamps: Stamps, backlog: Backlog): readonly Forecast[] {
    return [...this.#byTable].flatMap(([table, { ground, held, missed }]) => {
      if (ground === null) return [];
      const { by, n } = ground;
      const { told = '', toldN = 0, acknowledged, acknowledgedN = 0 } = stamps.get(`${logStem(table)}Stamp`); // prettier-ignore
      const stamp = acknowledged !== undefined && acknowledgedN > toldN ? acknowledged : told;
      const upTo = backlog.table === table ? backlog.devNo : null;
      const recNo = ground.recNo === 0 ? null : ground.recNo + 1;
      return [{ table, recNo, upTo, stamp: stamp === '0' ? '' : stamp, by, n, held, missed }];
    });
  }

  #told(n: number, stamps: Stamps): void {
    for (const [table, name] of STAMPED) {
      const { told, toldN, toldBy } = stamps.get(name);
      if (told === undefined || toldN !== n || toldBy === undefined) continue;
      const recNo = recordNumberIn(told);
      // Seen: a time where a number should stand, of which nothing can be foretold.
      this.#progress(table).ground = recNo === null ? null : { recNo, by: toldBy, n };
    }
  }

  #upload(seen: Seen): void {
    const table = TABLES.find((each) => each === seen.frame.table.toUpperCase());
    const [lowest, highest] = recNosOf(seen);
    if (table === undefined || highest === -Infinity) return;
    const progress = this.#progress(table);
    const { ground } = progress;
    // What was asked for comes in as many uploads as it takes.
    const isAsked = lowest <= (ground?.recNo ?? 0) && this.#askedN > progress.aboveN;
    if (ground !== null && ground.recNo > 0 && !isAsked) {
      const expected = ground.recNo + 1;
      if (lowest === expected) progress.held += 1;
      else this.#miss(progress, { n: seen.n, atMs: seen.atMs, table, expected, got: lowest });
    }
    if (highest > (ground?.recNo ?? 0)) progress.aboveN = seen.n;
    if (isOk(seen) && highest > (ground?.recNo ?? 0)) {
      progress.ground = { recNo: highest, by: 'acknowledged', n: seen.n };
    }
  }

  #miss(progress: Progress, missed: MissedForecast): void {
    progress.missed += 1;
    this.misses.push(missed);
    if (this.misses.length > MISSES_KEPT) this.misses.shift();
  }

  #progress(table: string): Progress {
    const known = this.#byTable.get(table);
    if (known !== undefined) return known;
    const progress = { ground: null, aboveN: 0, held: 0, missed: 0 };
    this.#byTable.set(table, progress);
    return progress;
  }
}

/** Lowest and highest record number of an upload. */
function recNosOf({ frame }: Seen): readonly [lowest: number, highest: number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const { key, fields = [] } of frame.request.fields) {
    const value = key === 'record' ? fields.find((field) => field.key === 'recNo')?.value : null;
    if (typeof value !== 'number') continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return [lowest, highest];
}
