/** What several rules remember of one terminal together: its records, and what it was asked to upload again. */

import type { Field } from '../codec/frame.ts';
import { latin1 } from '../codec/latin1.ts';
import { isOk } from '../session/seen.ts';
import { logStem } from '../session/stamps.ts';
import type { Step } from './course-rule.ts';
import type { Examined } from './examined.ts';
import { RecordMemory } from './record-memory.ts';

/** So long after it was asked, or after the last record that came for it, a terminal may upload again. */
const ASKED_MS = 10 * 60_000;

/** Commands after which records come again, or begin anew. */
const ASKS = /^[ \t]*C:[^:\n]*:[ \t]*(SYNC|COLL|CHECK|CLEAR)\b/gim;
const COMMAND_START = 'C:';
/** `C::SYNC`: an id may be empty. */
const SHORTEST_COMMAND = 7;

/** Tables whose record numbers rise by one, and of which the server tells how far it has got. */
export const LOG_TABLES: readonly string[] = ['BUYLOG', 'FULLLOG', 'ALLOWLOG'];

export class Course {
  readonly records = new RecordMemory();
  /** Until then it uploads again because it was asked to. */
  #askedUntilMs = -Infinity;
  /** By table: above that number the server wants it all again. */
  readonly #told = new Map<string, number>();
  readonly #sent = new Map<string, number>();

  /** The table of an upload as its definition spells it. */
  tableOf({ frame }: Examined): string {
    return frame.table.toUpperCase();
  }

  /** Whether the server has a reason to get that record again. */
  isAsked(table: string, recNo: number, atMs: number): boolean {
    if (atMs <= this.#askedUntilMs) return true;
    const told = this.#told.get(table);
    return told !== undefined && recNo > told;
  }

  /** Highest record number of the table in any upload, taken or not; 0 before the first. */
  highestSent(table: string): number {
    return this.#sent.get(table) ?? 0;
  }

  /** After the rules have looked at it. */
  take(step: Step): void {
    const { exchange } = step;
    const { kind } = exchange.frame;
    if (kind === 'poll') this.#poll(step);
    if (kind === 'init') this.#init(exchange);
    if (kind === 'upload') this.#upload(step);
  }

  #poll({ exchange, atMs }: Step): void {
    const text = deliveredBy(exchange);
    if (text === '') return;
    for (const [, verb = ''] of text.matchAll(ASKS)) {
      this.#askedUntilMs = atMs + ASKED_MS;
      if (verb.toUpperCase() !== 'CLEAR') continue;
      this.records.clear();
      this.#sent.clear();
    }
  }

  /** The server tells from where on it wants records; where it tells nothing it wants all. */
  #init(exchange: Examined): void {
    if (exchange.responseField('optionsOf') === undefined) return;
    for (const table of LOG_TABLES) {
      const told = toldStamp(exchange, table);
      if ((told?.value ?? 0) < this.records.highest(table)) this.#told.set(table, told?.value ?? 0);
    }
  }

  #upload(step: Step): void {
    const { exchange, atMs, outcome } = step;
    const table = this.tableOf(exchange);
    const { records, highest } = exchange.upload;
    if (highest > this.highestSent(table) && LOG_TABLES.includes(table)) {
      this.#sent.set(table, highest);
    }
    if (!isOk({ frame: exchange.frame, outcome })) return;
    const was = this.records.highest(table);
    this.records.keep(table, records);
    // What it was asked for keeps coming.
    if (atMs <= this.#askedUntilMs) this.#askedUntilMs = Math.max(this.#askedUntilMs, atMs + ASKED_MS); // prettier-ignore
    if (this.records.highest(table) > was) this.#told.delete(table);
  }
}

/** Text of the poll reply that the terminal got: the server's commands, and those put in on the way. */
function deliveredBy({ raw: { response } }: Examined): string {
  if (response === null) return '';
  const forwarded = (response as { readonly forwarded?: { readonly body: Uint8Array } }).forwarded;
  const body = forwarded?.body ?? response.body;
  if (body.length < SHORTEST_COMMAND) return '';
  const text = latin1(body);
  return text.includes(COMMAND_START) ? text : '';
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
