/** Holes in a terminal's record numbers: open until the missing records have come, and then closed by an exchange. */

import type { RecordSpan } from '../codec/commands/cure.ts';
import type { Field } from '../codec/frame.ts';
import { recordNumberIn } from '../codec/stamp-id.ts';
import { logOf } from '../spec/logs.ts';
import { RECORD_TIMES } from '../spec/record-times.ts';
import { fieldOf, isClear, isOk, textOf, type Seen } from './seen.ts';

export interface RecordGap extends RecordSpan {
  /** The exchange whose upload left it, and when. */
  readonly n: number;
  readonly atMs: number;
  /** How many records are still missing, the lowest and the highest of them. */
  readonly missing: number;
  readonly first: number;
  readonly last: number;
  /** Times of the records before and behind it, by the terminal's clock; empty where they have none. */
  readonly since: string;
  readonly until: string;
  /** The exchange that brought the last of them; null while it is open. */
  readonly closedBy: number | null;
}

/** Beyond these the oldest is forgotten. */
const MOST_OPEN = 50;
const MOST_CLOSED = 10;
/** Parts that records which come in no order may leave of all open gaps together. */
const MOST_PARTS = 4_000;

interface Part {
  from: number;
  to: number;
}

interface OpenGap extends Pick<
  RecordGap,
  'table' | 'from' | 'to' | 'n' | 'atMs' | 'since' | 'until'
> {
  readonly parts: Part[];
}

interface Newest {
  readonly number: number;
  readonly time: string;
}

export class Gaps {
  readonly #newest = new Map<string, Newest>();
  #open: OpenGap[] = [];
  #closed: RecordGap[] = [];
  /** Rows of both; null when something changed since they were made. */
  #all: readonly RecordGap[] | null = null;
  /** Open gaps that are no longer told because there were too many, or because too little of them was in order. */
  forgotten = 0;

  take(seen: Seen, commands: readonly Field[]): void {
    const { kind, table } = seen.frame;
    if (commands.some(isClear)) this.#forgetAll();
    const name = kind === 'upload' ? table.toUpperCase() : '';
    if (logOf(name) === undefined) return;
    const isTaken = isOk(seen);
    for (const { key, fields } of seen.frame.request.fields) {
      const number = key === 'record' ? fieldOf(fields, 'recNo')?.value : undefined;
      if (typeof number !== 'number' || !(number > 0)) continue;
      const time = String(fields?.find(({ key: name }) => RECORD_TIMES.has(name))?.value ?? '');
      this.#record(name, { number, time }, seen, isTaken);
    }
    if (seen.isShortened === true) this.#goOn(name, seen);
  }

  /** Open ones, the newest first, then those that were closed lately. */
  get all(): readonly RecordGap[] {
    return (this.#all ??= [...this.#open.map((gap) => rowOf(gap, null)), ...this.#closed]);
  }

  #record(table: string, record: Newest, seen: Seen, isTaken: boolean): void {
    const { number } = record;
    const before = this.#newest.get(table);
    if (before !== undefined && number > before.number + 1)
      this.#begin(table, before, record, seen);
    if (before === undefined || number > before.number) this.#newest.set(table, record);
    // What the server refused is as missing as before.
    else if (isTaken && this.#open.length > 0) this.#came(table, number, seen.n);
  }

  /** The last records of an upload were not kept; its StampId names the newest of them. */
  #goOn(table: string, { frame }: Seen): void {
    const last = recordNumberIn(textOf(frame.request.fields, 'stampId'));
    const before = this.#newest.get(table);
    if (before !== undefined && last !== null && last > before.number)
      this.#newest.set(table, { number: last, time: '' });
  }

  #begin(table: string, before: Newest, { number, time: until }: Newest, { n, atMs }: Seen): void {
    const [from, to] = [before.number + 1, number - 1];
    this.#open.unshift({ table, from, to, n, atMs, since: before.time, until, parts: [{ from, to }] }); // prettier-ignore
    if (this.#open.length > MOST_OPEN) {
      this.#open.pop();
      this.forgotten++;
    }
    this.#all = null;
  }

  #came(table: string, number: number, n: number): void {
    const gap = this.#open.find((each) => each.table === table && each.from <= number && number <= each.to); // prettier-ignore
    if (gap === undefined || !take(gap.parts, number)) return;
    const isClosed = gap.parts.length === 0;
    const isTooMuch = this.#open.reduce((sum, { parts }) => sum + parts.length, 0) > MOST_PARTS;
    if (isClosed || isTooMuch) this.#open = this.#open.filter((each) => each !== gap);
    if (isTooMuch) this.forgotten++;
    // Records of one upload that merely stand in another order were never missing.
    if (isClosed && gap.n !== n) this.#closed = [rowOf(gap, n), ...this.#closed].slice(0, MOST_CLOSED); // prettier-ignore
    this.#all = null;
  }

  #forgetAll(): void {
    this.#newest.clear();
    this.#open = [];
    this.#all = null;
  }
}

/** Takes that number out of the parts, which are in order; whether it was missing. */
function take(parts: Part[], number: number): boolean {
  const at = firstFrom(parts, number);
  const part = parts[at];
  if (part === undefined || number < part.from) return false;
  if (part.from === part.to) parts.splice(at, 1);
  else if (number === part.from) part.from++;
  else if (number === part.to) part.to--;
  else parts.splice(at, 1, { from: part.from, to: number - 1 }, { from: number + 1, to: part.to });
  return true;
}

/** Place of the first part that ends at that number or behind it. */
function firstFrom(parts: readonly Part[], number: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((parts[middle] as Part).to < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rowOf({ parts, ...gap }: OpenGap, closedBy: number | null): RecordGap {
  const missing = parts.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const [first, last] = [parts[0]?.from ?? gap.from, parts.at(-1)?.to ?? gap.to];
  return { ...gap, missing, first, last, closedBy };
}
