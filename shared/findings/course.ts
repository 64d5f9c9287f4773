/** What several rules remember of one terminal together: its tables, and what it was asked to upload again. */

import type { Field } from '../codec/frame.ts';
import { latin1 } from '../codec/latin1.ts';
import { logStem } from '../session/stamps.ts';
import type { Step } from './course-rule.ts';
import { childOf, type Examined } from './examined.ts';
import { LOG_TABLES, TableCourse } from './table-course.ts';

/** So long after it was asked, or after the last record that came for it, a terminal may upload again. */
const ASKED_MS = 10 * 60_000;

/** Commands after which records come again, or begin anew. */
const ASKS: ReadonlySet<string> = new Set(['SYNC', 'COLL', 'CHECK', 'CLEAR']);
/** The same in the text of a reply. */
const ASKED = /^[ \t]*C:[^:\n]*:[ \t]*(SYNC|COLL|CHECK|CLEAR)\b/gim;

/** Logs always have room; peers may make up any other name. */
const MOST_TABLES = 16;

export class Course {
  readonly #tables = new Map<string, TableCourse>();
  /** Until then it uploads again because it was asked to. */
  #askedUntilMs = -Infinity;

  /** The table of an upload; null where it names none, and where there are too many already. */
  tableOf({ frame }: Examined): TableCourse | null {
    if (frame.kind !== 'upload' || frame.table === '') return null;
    const name = frame.table.toUpperCase();
    return this.#tables.get(name) ?? this.#begin(name);
  }

  /** Highest record number of the table that the server took; 0 before the first. */
  highestTaken(table: string): number {
    return this.#tables.get(table)?.records.highest ?? 0;
  }

  /** Whether the server has a reason to get that record again. */
  isAsked({ told }: TableCourse, recNo: number, atMs: number): boolean {
    return atMs <= this.#askedUntilMs || (told !== null && recNo > told);
  }

  /** Records that were forgotten because there were too many. */
  get forgotten(): number {
    return [...this.#tables.values()].reduce((sum, { records }) => sum + records.forgotten, 0);
  }

  /** After the rules have looked at it. */
  take(step: Step): void {
    const { kind } = step.exchange.frame;
    if (kind === 'poll') this.#poll(step);
    if (kind === 'init') this.#init(step.exchange);
    if (kind === 'upload') this.#upload(step);
  }

  #begin(name: string): TableCourse | null {
    if (this.#tables.size >= MOST_TABLES && !LOG_TABLES.includes(name)) return null;
    const table = new TableCourse(name);
    this.#tables.set(name, table);
    return table;
  }

  #poll({ exchange, atMs }: Step): void {
    for (const verb of verbsTo(exchange)) {
      if (!ASKS.has(verb)) continue;
      this.#askedUntilMs = atMs + ASKED_MS;
      if (verb === 'CLEAR') for (const table of this.#tables.values()) table.clear();
    }
  }

  /** The server tells from where on it wants records; where it tells nothing it wants all. */
  #init(exchange: Examined): void {
    if (exchange.responseField('optionsOf') === undefined) return;
    for (const table of this.#tables.values()) {
      if (!table.isLog) continue;
      const told = toldStamp(exchange, table.name)?.value ?? 0;
      if (told < table.records.highest) table.told = told;
    }
  }

  #upload({ exchange, table, atMs, isTaken }: Step): void {
    if (table === null) return;
    const { upload } = exchange;
    const { records } = table;
    if (table.isLog && upload.highest > table.highestSent) table.highestSent = upload.highest;
    if (!isTaken) return;
    const was = records.highest;
    records.keep(upload);
    // What it was asked for keeps coming.
    if (atMs <= this.#askedUntilMs) this.#askedUntilMs = Math.max(this.#askedUntilMs, atMs + ASKED_MS); // prettier-ignore
    if (records.highest > was) table.told = null;
  }
}

/** In capitals, the verbs of the commands that the terminal got: the server's, and those put in on the way. */
function verbsTo({ raw: { response }, commands }: Examined): readonly string[] {
  const forwarded = (response as { readonly forwarded?: { readonly body: Uint8Array } } | null)?.forwarded; // prettier-ignore
  if (forwarded !== undefined)
    return [...latin1(forwarded.body).matchAll(ASKED)].map(([, verb = '']) => verb.toUpperCase());
  return commands.map((command) => (childOf(command, 'verb')?.raw ?? '').trim().toUpperCase());
}

/** `PosLogStampId` of BUYLOG; null where it is absent or no number. */
export function toldStamp(
  exchange: Examined,
  table: string,
): { readonly field: Field; readonly value: number } | null {
  const wire = `${logStem(table)}StampId`.toLowerCase();
  const field = exchange.frame.response?.fields.find((each) => each.wire.toLowerCase() === wire);
  const value = Number(field?.raw.trim() || Number.NaN);
  return field !== undefined && Number.isSafeInteger(value) ? { field, value } : null;
}
