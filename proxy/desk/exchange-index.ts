/**
 * What is known of every exchange of a capture without reading it: columns of numbers, some 75 bytes
 * an exchange, so that a million of them can be listed, filtered and scrolled.
 */

import type { FoundCode } from '../../shared/findings/finding.ts';
import { Mutes } from '../../shared/findings/index.ts';
import type { RowFacts } from '../../shared/filter/subject.ts';
import { NO_AMOUNTS, type Amounts } from './amounts.ts';
import type { Place } from './capture-files.ts';
import { bytes2, bytes4, float4, float8, type Column } from './column.ts';
import { CommonFacts, type Common } from './common-facts.ts';
import { foundIn } from './found.ts';
import { Words } from './words.ts';

/** What is kept of an index besides its columns. */
export interface IndexHead {
  readonly count: number;
  readonly ordered: boolean;
  readonly words: readonly string[];
  readonly common: readonly Common[];
}

/** What an exchange has of its own even where it is like another. */
export interface OwnFacts extends Pick<RowFacts, 'n' | 'atMs' | 'totalMs'> {
  /** The terminal's address with its colon, and its port. */
  readonly host: string;
  readonly port: number;
}

export class ExchangeIndex {
  #count = 0;
  /** Whether every `n` is above the one before it; not so where a run began anew in the same file. */
  #ordered = true;
  readonly #n = float8();
  readonly #atMs = float8();
  readonly #file = bytes2();
  readonly #offset = float8();
  readonly #length = bytes4();
  readonly #common = bytes4();
  readonly #peerHost = bytes4();
  readonly #peerPort = bytes2();
  readonly #totalMs = float4();
  readonly #size = float8();
  readonly #records = bytes4();
  readonly #cents = float8();
  readonly #answer = bytes4();
  readonly #mutes: Mutes;
  #commonFacts: CommonFacts;
  #words = new Words();

  constructor(mutes = new Mutes()) {
    this.#mutes = mutes;
    this.#commonFacts = new CommonFacts(mutes);
  }

  get count(): number {
    return this.#count;
  }

  /** `n` of the newest exchange, 0 without one. */
  get newest(): number {
    return this.#count === 0 ? 0 : this.n(this.#count - 1);
  }

  /** Appends; returns the position. */
  add(facts: RowFacts, place: Place, amounts: Amounts = NO_AMOUNTS): number {
    const peer = facts.peer ?? '';
    const hostTo = peer.lastIndexOf(':') + 1;
    const row = this.#begin(facts, place, peer.slice(0, hostTo), Number(peer.slice(hostTo)));
    this.#common.set(row, this.#commonFacts.number(facts));
    this.#size.set(row, facts.size);
    this.#records.set(row, amounts.records);
    this.#cents.set(row, amounts.cents);
    this.#answer.set(row, this.#words.number(amounts.answer));
    return row;
  }

  /** Appends an exchange that has but these facts of its own, and all others of the one at that position. */
  addRepeat(of: number, own: OwnFacts, place: Place): number {
    const row = this.#begin(own, place, own.host, own.port);
    this.#common.set(row, this.#common.at(of));
    this.#size.set(row, this.#size.at(of));
    this.#records.set(row, this.#records.at(of));
    this.#cents.set(row, this.#cents.at(of));
    this.#answer.set(row, this.#answer.at(of));
    return row;
  }

  /** Of the new row what no two exchanges share. */
  #begin(
    { n, atMs, totalMs }: Pick<RowFacts, 'n' | 'atMs' | 'totalMs'>,
    place: Place,
    host: string,
    port: number,
  ): number {
    const row = this.#count;
    if (row > 0 && n <= this.newest) this.#ordered = false;
    this.#n.set(row, n);
    this.#atMs.set(row, atMs);
    this.#file.set(row, place.file);
    this.#offset.set(row, place.offset);
    this.#length.set(row, place.length);
    this.#peerHost.set(row, this.#words.number(host));
    this.#peerPort.set(row, port);
    this.#totalMs.set(row, totalMs);
    this.#count = row + 1;
    return row;
  }

  /** Lets go of so many of the oldest, whole pieces of columns: all positions are less by that from now on. */
  forget(rows: number): void {
    for (const column of this.#columns) column.forget(rows);
    this.#count -= rows;
    this.#forgetTexts();
  }

  /** Keeps the texts that some exchange still has: there may be a new one with each exchange. */
  #forgetTexts(): void {
    const [words, common] = [this.#words, this.#commonFacts];
    this.#words = new Words();
    this.#commonFacts = new CommonFacts(this.#mutes);
    const renew = (column: Column<Uint32Array>, numberOf: (old: number) => number) => {
      const known = new Map<number, number>();
      for (let row = 0; row < this.#count; row++) {
        const old = column.at(row);
        let number = known.get(old);
        if (number === undefined) known.set(old, (number = numberOf(old)));
        column.set(row, number);
      }
    };
    renew(this.#common, (old) => this.#commonFacts.number(common.at(old)));
    for (const column of [this.#peerHost, this.#answer]) {
      renew(column, (old) => this.#words.number(words.text(old)));
    }
  }

  /** Something is to be said of an exchange in the light of others. */
  addFound(position: number, found: FoundCode): void {
    const common = this.commonOf(position);
    const number = this.#commonFacts.number({
      ...common,
      found: foundIn([...(common.found ?? []), found]),
    });
    this.#common.set(position, number);
  }

  /** Other findings are muted than before. */
  judge(): void {
    this.#commonFacts.judge();
  }

  n(position: number): number {
    return this.#n.at(position);
  }

  isIdle(position: number): boolean {
    return this.commonOf(position).idle;
  }

  /** Number of the facts that the exchange shares with others. */
  common(position: number): number {
    return this.#common.at(position);
  }

  commonOf(position: number): Common {
    return this.#commonFacts.at(this.#common.at(position));
  }

  atMs(position: number): number {
    return this.#atMs.at(position);
  }

  /** Milliseconds with three decimals, as the capture has them; the column keeps seven digits. */
  totalMs(position: number): number {
    return Math.round(this.#totalMs.at(position) * 1000) / 1000;
  }

  size(position: number): number {
    return this.#size.at(position);
  }

  peer(position: number): string {
    const host = this.#words.text(this.#peerHost.at(position));
    return host === '' ? '' : host + String(this.#peerPort.at(position));
  }

  amounts(position: number): Amounts {
    return {
      records: this.#records.at(position),
      cents: this.#cents.at(position),
      answer: this.#words.text(this.#answer.at(position)),
    };
  }

  /** Values of a column, the most frequent first. */
  values(column: 'sn' | 'kind' | 'table' | 'outcome'): string[] {
    const ofCommon = new Uint32Array(this.#commonFacts.items.length);
    for (let row = 0; row < this.#count; row++) {
      const number = this.#common.at(row);
      ofCommon[number] = (ofCommon[number] ?? 0) + 1;
    }
    const counts = new Map<string, number>();
    this.#commonFacts.items.forEach((common, number) => {
      const value = common[column];
      counts.set(value, (counts.get(value) ?? 0) + (ofCommon[number] ?? 0));
    });
    return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
  }

  place(position: number): Place {
    return {
      file: this.#file.at(position),
      offset: this.#offset.at(position),
      length: this.#length.at(position),
    };
  }

  facts(position: number): RowFacts {
    return {
      ...this.commonOf(position),
      n: this.n(position),
      atMs: this.atMs(position),
      totalMs: this.totalMs(position),
      size: this.size(position),
      peer: this.peer(position),
    };
  }

  /** For keeping; the columns are bytes of the exchanges so far, and exchanges that come do not alter them. */
  save(): { readonly head: IndexHead; readonly columns: readonly Uint8Array[] } {
    return {
      head: {
        count: this.#count,
        ordered: this.#ordered,
        words: this.#words.texts.slice(),
        common: this.#commonFacts.items.slice(),
      },
      columns: this.#savedColumns.flatMap((column) => column.bytes(this.#count)),
    };
  }

  /** Where the columns of so many exchanges are to be read to, as `save` gives them; null where they have other bytes. */
  room(count: number, bytes: number): Uint8Array[] | null {
    if (this.#savedColumns.reduce((sum, { width }) => sum + width * count, 0) !== bytes)
      return null;
    return this.#savedColumns.flatMap((column) => column.bytes(count));
  }

  /** What was kept of a capture of one file, once its columns are in an index that is empty. */
  restore({ count, ordered, words, common }: IndexHead): void {
    for (const word of words) this.#words.number(word);
    for (const each of common) this.#commonFacts.number(each);
    this.#ordered = ordered;
    this.#count = count;
  }

  get #columns() {
    return [...this.#savedColumns, this.#file];
  }

  /** All but the file's number, which is 0 in a capture of one file. */
  get #savedColumns() {
    return [
      ...[this.#n, this.#atMs, this.#offset, this.#size, this.#cents],
      ...[this.#length, this.#common, this.#peerHost, this.#records, this.#answer],
      ...[this.#totalMs, this.#peerPort],
    ];
  }

  /** The newest exchange with that number; null without one. */
  positionOf(n: number): number | null {
    if (this.#ordered) {
      const position = this.firstAbove(n - 1);
      return position < this.#count && this.n(position) === n ? position : null;
    }
    for (let position = this.#count - 1; position >= 0; position--) {
      if (this.n(position) === n) return position;
    }
    return null;
  }

  /** The position from which on every `n` is above that number. */
  firstAbove(n: number): number {
    if (!this.#ordered) {
      let position = this.#count;
      while (position > 0 && this.n(position - 1) > n) position--;
      return position;
    }
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.n(middle) > n) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
