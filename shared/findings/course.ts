/** What several rules remember of one terminal together: its tables, and what it was asked to upload again. */

import type { Field } from '../codec/frame.ts';
import { recordNumberIn } from '../codec/stamp-id.ts';
import { commandsTo, isClear, OUT_OF_TURN, textOf } from '../session/seen.ts';
import { logStem } from '../session/stamps.ts';
import { LOGS } from '../spec/logs.ts';
import { tableNamed } from '../spec/tables/index.ts';
import type { Step } from './course-rule.ts';
import type { Examined } from './examined.ts';
import type { Room } from './room.ts';
import { stampText, TableCourse } from './table-course.ts';

/** So long after it was asked, or after the last record that came for it, a terminal may upload again. */
const ASKED_MS = 10 * 60_000;

/** More than the protocol knows; some names are known by their beginning alone. */
const MOST_TABLES = 32;

export class Course {
  /** Of those that the protocol knows: peers may make up any other name. */
  readonly #tables = new Map<string, TableCourse>();
  readonly #room: Room;
  /** Until then it uploads again because it was asked to. */
  #askedUntilMs = -Infinity;

  constructor(room: Room) {
    this.#room = room;
  }

  /** The table of an upload; null of what is none, or of a table that nobody knows. */
  tableOf({ frame }: Examined): TableCourse | null {
    if (frame.kind !== 'upload') return null;
    const name = frame.table.toUpperCase();
    return this.#tables.get(name) ?? this.#begin(name);
  }

  /** Highest record number of the table that the server took; 0 before the first. */
  highestTaken(table: string): number {
    return this.#tables.get(table)?.records.highest ?? 0;
  }

  /** The record number that the server told of the table last, as long as it took nothing since; 0 where there is none. */
  toldLast(table: string): number {
    return this.#tables.get(table)?.toldLast ?? 0;
  }

  /** Whether the server has a reason to get that record again. */
  isAsked({ told }: TableCourse, recNo: number, atMs: number): boolean {
    return atMs <= this.#askedUntilMs || (told !== null && recNo > told);
  }

  /** It will not be asked any more: gives its room to others. */
  end(): void {
    this.#clear();
  }

  /** Records that were forgotten because there were too many. */
  get forgotten(): number {
    return [...this.#tables.values()].reduce((sum, { records }) => sum + records.forgotten, 0);
  }

  /** After the rules have looked at it. */
  take(step: Step): void {
    const { kind } = step.exchange.frame;
    if (kind === 'poll') this.#poll(step);
    if (kind === 'init') this.#init(step);
    if (kind === 'upload') this.#upload(step);
  }

  #begin(name: string): TableCourse | null {
    if (tableNamed(name) === undefined || this.#tables.size >= MOST_TABLES) return null;
    const table = new TableCourse(name, this.#room);
    this.#tables.set(name, table);
    return table;
  }

  #poll({ exchange, outcome, heard, atMs }: Step): void {
    for (const command of commandsTo({ frame: exchange.frame, outcome, heard })) {
      if (OUT_OF_TURN.has(textOf(command.fields, 'verb').toUpperCase()))
        this.#askedUntilMs = atMs + ASKED_MS;
      if (isClear(command)) this.#clear();
    }
  }

  #clear(): void {
    for (const table of this.#tables.values()) table.clear();
  }

  /** The server tells from where on it wants records; where it tells nothing it wants all. */
  #init({ exchange, outcome }: Step): void {
    if (outcome !== 'complete' || exchange.responseField('optionsOf') === undefined) return;
    for (const { table: name } of LOGS) {
      const table = this.#tables.get(name) ?? this.#begin(name);
      if (table === null) continue;
      const stamp = toldStamp(exchange, name);
      const told = stamp?.value ?? 0;
      if (stamp !== null) table.toldLast = told;
      table.told = told < table.records.highest ? told : null;
      // Before the first upload, that is how far the terminal has got.
      if (table.highestSent === 0) table.highestSent = told;
    }
  }

  #upload({ exchange, table, n, atMs, isTaken }: Step): void {
    if (table === null) return;
    const { upload } = exchange;
    const { records } = table;
    if (table.isLog) table.highestSent = Math.max(table.highestSent, upload.highest, lastOf(exchange)); // prettier-ignore
    if (!isTaken) return;
    table.toldLast = 0;
    table.newest = { stamp: stampText(upload.stamp), stampId: stampText(upload.stampId), n };
    const was = records.highest;
    records.keep(upload);
    // What it was asked for keeps coming.
    if (atMs <= this.#askedUntilMs && upload.lowest <= was) this.#askedUntilMs = Math.max(this.#askedUntilMs, atMs + ASKED_MS); // prettier-ignore
    if (records.highest > was) table.told = null;
  }
}

/** The newest record of an upload whose last ones were not kept, as its StampId names it; 0 of one that is whole. */
function lastOf({ raw, upload }: Examined): number {
  return raw.request.truncated === true ? (recordNumberIn(upload.stampId?.raw ?? '') ?? 0) : 0;
}

/** `PosLogStampId` of BUYLOG; null where it is absent or no number. */
export function toldStamp(
  exchange: Examined,
  table: string,
): { readonly field: Field; readonly value: number } | null {
  const wire = `${logStem(table)}StampId`.toLowerCase();
  const field = exchange.frame.response?.fields.find((each) => each.wire.toLowerCase() === wire);
  const value = recordNumberIn(field?.raw ?? '');
  return field !== undefined && value !== null ? { field, value } : null;
}
