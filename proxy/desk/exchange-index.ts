/**
 * What is known of every exchange of a capture without reading it: columns of numbers, some 75 bytes
 * an exchange, so that a million of them can be listed, filtered and scrolled.
 */

import { OUTCOMES, type Outcome } from '../../shared/capture/exchange.ts';
import { KINDS, type Kind } from '../../shared/codec/frame.ts';
import type { RowFacts } from '../../shared/filter/subject.ts';
import type { Severity } from '../../shared/findings/finding.ts';
import { NO_AMOUNTS, type Amounts } from './amounts.ts';
import type { Place } from './capture-files.ts';
import { bytes1, bytes2, bytes4, float4, float8 } from './column.ts';
import { Words } from './words.ts';

/** The order is that of the numbers in the column. */
const SEVERITIES: readonly (Severity | null)[] = [null, 'note', 'warning', 'error'];
const IDLE = 1;
const CHANGED = 2;

export class ExchangeIndex {
  #count = 0;
  /** Whether every `n` is above the one before it; not so where a run began anew in the same file. */
  #ordered = true;
  readonly #n = float8();
  readonly #atMs = float8();
  readonly #file = bytes2();
  readonly #offset = float8();
  readonly #length = bytes4();
  readonly #kind = bytes1();
  readonly #outcome = bytes1();
  readonly #severity = bytes1();
  readonly #flags = bytes1();
  readonly #sn = bytes4();
  readonly #table = bytes4();
  readonly #peerHost = bytes4();
  readonly #peerPort = bytes2();
  readonly #totalMs = float4();
  readonly #size = float8();
  readonly #records = bytes4();
  readonly #cents = float8();
  readonly #answer = bytes4();
  readonly #words = new Words();

  get count(): number {
    return this.#count;
  }

  /** `n` of the newest exchange, 0 without one. */
  get newest(): number {
    return this.#count === 0 ? 0 : this.n(this.#count - 1);
  }

  /** Appends; returns the position. */
  add(facts: RowFacts, place: Place, amounts: Amounts = NO_AMOUNTS): number {
    const row = this.#count;
    if (row > 0 && facts.n <= this.newest) this.#ordered = false;
    this.#n.set(row, facts.n);
    this.#atMs.set(row, facts.atMs);
    this.#file.set(row, place.file);
    this.#offset.set(row, place.offset);
    this.#length.set(row, place.length);
    this.#kind.set(row, KINDS.indexOf(facts.kind));
    this.#outcome.set(row, OUTCOMES.indexOf(facts.outcome));
    this.#severity.set(row, SEVERITIES.indexOf(facts.severity));
    this.#flags.set(row, (facts.idle ? IDLE : 0) | (facts.changed ? CHANGED : 0));
    this.#sn.set(row, this.#words.number(facts.sn));
    this.#table.set(row, this.#words.number(facts.table));
    const peer = facts.peer ?? '';
    const colon = peer.lastIndexOf(':');
    this.#peerHost.set(row, this.#words.number(peer.slice(0, colon + 1)));
    this.#peerPort.set(row, Number(peer.slice(colon + 1)));
    this.#totalMs.set(row, facts.totalMs);
    this.#size.set(row, facts.size);
    this.#records.set(row, amounts.records);
    this.#cents.set(row, amounts.cents);
    this.#answer.set(row, this.#words.number(amounts.answer));
    this.#count = row + 1;
    return row;
  }

  n(position: number): number {
    return this.#n.at(position);
  }

  isIdle(position: number): boolean {
    return (this.#flags.at(position) & IDLE) !== 0;
  }

  atMs(position: number): number {
    return this.#atMs.at(position);
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
    const numbers = { sn: this.#sn, kind: this.#kind, table: this.#table, outcome: this.#outcome };
    const counts: number[] = [];
    for (let row = 0; row < this.#count; row++) {
      const number = numbers[column].at(row);
      counts[number] = (counts[number] ?? 0) + 1;
    }
    const textOf = (number: number): string =>
      column === 'kind'
        ? (KINDS[number] ?? '')
        : column === 'outcome'
          ? (OUTCOMES[number] ?? '')
          : this.#words.text(number);
    return [...counts.entries()]
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([number]) => textOf(number));
  }

  place(position: number): Place {
    return {
      file: this.#file.at(position),
      offset: this.#offset.at(position),
      length: this.#length.at(position),
    };
  }

  facts(position: number): RowFacts {
    const flags = this.#flags.at(position);
    const peerHost = this.#words.text(this.#peerHost.at(position));
    return {
      n: this.#n.at(position),
      atMs: this.#atMs.at(position),
      sn: this.#words.text(this.#sn.at(position)),
      kind: KINDS[this.#kind.at(position)] as Kind,
      table: this.#words.text(this.#table.at(position)),
      outcome: OUTCOMES[this.#outcome.at(position)] as Outcome,
      // Milliseconds with three decimals, as the capture has them; the column keeps seven digits.
      totalMs: Math.round(this.#totalMs.at(position) * 1000) / 1000,
      size: this.#size.at(position),
      severity: SEVERITIES[this.#severity.at(position)] as Severity | null,
      changed: (flags & CHANGED) !== 0,
      idle: (flags & IDLE) !== 0,
      peer: peerHost === '' ? '' : peerHost + String(this.#peerPort.at(position)),
    };
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
