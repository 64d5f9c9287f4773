/**
 * The money of captures: on each card and wallet, balance after = balance before ± amount, booking by booking
 * in the order of the card's own count, whatever terminal they were made at and whenever they were uploaded.
 */

import type { RequestAlone } from '../codec/request-alone.ts';
import { hasBookings, recordsOf, type Booking } from './booking.ts';
import type { Break } from './breaks.ts';
import { Details, hasDetails, type DetailBreak } from './details.ts';
import { livesOf } from './lives.ts';
import { Numbers, type Hole } from './numbers.ts';
import type { Remark } from './remark.ts';
import { opaqueIn, Unreads, type NotKept, type Unread, type UnreadReason } from './unread.ts';

/** Some 300 bytes each. */
const MOST_BOOKINGS = 3_000_000;

export interface CardAccount {
  readonly card: string;
  /** In the order of the card's count, which begins anew when the card is issued again. */
  readonly bookings: readonly Booking[];
  readonly breaks: readonly Break[];
  readonly remarks: readonly Remark[];
}

/** A card in a line of a list. */
export interface CardTotals {
  readonly card: string;
  readonly bookings: number;
  /** Cents after the last booking; of the second wallet null where it has none. */
  readonly balance: number;
  readonly subBalance: number | null;
  readonly breaks: number;
  /** Cents of its breaks, without their sign. */
  readonly atStake: number;
  /** Everything from there on rests on it; null where all adds up. */
  readonly first: Break | null;
}

export interface Totals {
  readonly bookings: number;
  /** Cents that came onto cards, and that left them. */
  readonly in: number;
  readonly out: number;
}

export interface LedgerReport {
  readonly cards: number;
  readonly bookings: number;
  /** Uploads of a booking that was there already. */
  readonly repeated: number;
  /** Bookings that there was no room for: what is said of their cards may be wrong. */
  readonly leftOut: number;
  /** Record numbers that there was no room for: holes may be too few, and too many. */
  readonly numbersLeftOut: number;
  /** Lines of details that there was no room for: what is said of their sales may be wrong. */
  readonly detailsLeftOut: number;
  /** What of the uploads could not be read, by the reason. */
  readonly unread: readonly Unread[];
  /** All breaks, the first of each card before what follows it. */
  readonly breaks: readonly Break[];
  /** Cents of all breaks, without their sign. */
  readonly atStake: number;
  /** What is no break, and worth a word. */
  readonly remarks: readonly Remark[];
  /** Every card, by its number. */
  readonly accounts: readonly CardTotals[];
  /** Sales whose details come to another amount. */
  readonly details: readonly DetailBreak[];
  /** Missing record numbers by terminal and table. */
  readonly holes: readonly Hole[];
  readonly terminals: Readonly<Record<string, Totals>>;
  readonly days: Readonly<Record<string, Totals>>;
}

const DAY_LENGTH = 10;

/** Whether uploads of that table say anything to a ledger. */
export const isOfMoney = (table: string): boolean => hasBookings(table) || hasDetails(table);

export class Ledger {
  /** By the card's own count: one booking, or where the count was used more than once, each by what it says. */
  readonly #byCard = new Map<string, Map<number, Booking | Map<string, Booking>>>();
  readonly #serials = new Map<string, string>();
  readonly #numbers: Numbers;
  readonly #details = new Details();
  readonly #unread = new Unreads();
  readonly #most: number;
  #bookings = 0;
  #repeated = 0;
  #leftOut = 0;

  /** `most` bookings are remembered, and as many record numbers. */
  constructor(most = MOST_BOOKINGS) {
    this.#most = most;
    this.#numbers = new Numbers(most);
  }

  /** How many bookings it has. */
  get size(): number {
    return this.#bookings;
  }

  /** `notKept` is there when only the beginning of the upload is. */
  take(n: number, frame: RequestAlone, notKept: NotKept | null = null): void {
    if (frame.kind !== 'upload' || !isOfMoney(frame.table)) return;
    const sn = this.#serial(frame.sn);
    const opaque = opaqueIn(frame.request.fields);
    if (opaque !== null) {
      this.#unread.add(opaque, n, sn);
      return;
    }
    this.#details.take(n, frame);
    const records = [...recordsOf(n, { ...frame, sn })];
    if (notKept !== null) {
      this.#unread.add('shortened', n, sn);
      // It ends inside its last record, and that is told already.
      if (typeof records.at(-1) === 'string') records.pop();
    }
    const newest = this.#addAll(records, n, sn);
    const upTo = notKept?.upTo ?? null;
    if (newest !== null && upTo !== null) this.#numbers.skip(newest, upTo);
  }

  /** Every card with its bookings and what is wrong with them. */
  *accounts(): Generator<CardAccount> {
    const cards = [...this.#byCard.keys()].sort((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1)); // prettier-ignore
    for (const card of cards) {
      const account = this.account(card);
      if (account !== null) yield account;
    }
  }

  /** One card; null when it has no booking. */
  account(card: string): CardAccount | null {
    const bySequence = this.#byCard.get(card);
    if (bySequence === undefined) return null;
    const bookings: Booking[] = [];
    for (const there of bySequence.values()) {
      if (!(there instanceof Map)) bookings.push(there);
      else for (const booking of there.values()) bookings.push(booking);
    }
    return { card, ...livesOf(bookings) };
  }

  report(): LedgerReport {
    const steps = this.reporting();
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same card by card, for those who let others have their turn; yields how many cards are done. */
  *reporting(): Generator<number, LedgerReport> {
    const accounts: CardTotals[] = [];
    const details: DetailBreak[] = [];
    const breaks: Break[] = [];
    const remarks: Remark[] = [];
    const terminals = new Sums();
    const days = new Sums();
    for (const account of this.accounts()) {
      // Spread, those of a card with very many would overflow the stack.
      for (const each of account.breaks) breaks.push(each);
      for (const each of account.remarks) remarks.push(each);
      accounts.push(totalsOf(account));
      for (const booking of account.bookings) {
        const { sn, time, amount, subAmount } = booking;
        const unlike = this.#details.check(booking);
        if (unlike !== null) details.push(unlike);
        const moved = amount + (subAmount ?? 0);
        terminals.add(sn, moved);
        days.add(time.slice(0, DAY_LENGTH), moved);
      }
      yield accounts.length;
    }
    return {
      cards: this.#byCard.size,
      bookings: this.#bookings,
      repeated: this.#repeated,
      leftOut: this.#leftOut,
      numbersLeftOut: this.#numbers.leftOut,
      detailsLeftOut: this.#details.leftOut,
      unread: this.#unread.all,
      breaks,
      atStake: stakeOf(breaks),
      remarks,
      accounts,
      details,
      holes: this.#numbers.holes,
      terminals: terminals.byName,
      days: days.byName,
    };
  }

  /** The same text each time: cut out of a head, it would keep the whole of that head in memory. */
  #serial(sn: string): string {
    const kept = this.#serials.get(sn);
    if (kept === undefined) this.#serials.set(sn, sn);
    return kept ?? sn;
  }

  /** The booking of the highest record number; null where there is none. */
  #addAll(records: Iterable<Booking | UnreadReason>, n: number, sn: string): Booking | null {
    let newest: Booking | null = null;
    for (const record of records) {
      if (typeof record === 'string') {
        this.#unread.add(record, n, sn);
        continue;
      }
      this.#add(record);
      if (newest === null || record.recNo > newest.recNo) newest = record;
    }
    return newest;
  }

  #add(booking: Booking): void {
    this.#numbers.add(booking);
    let bySequence = this.#byCard.get(booking.card);
    const there = bySequence?.get(booking.sequence);
    const isRepeated =
      there instanceof Map
        ? there.has(contentOf(booking))
        : there !== undefined && contentOf(there) === contentOf(booking);
    if (isRepeated) {
      this.#repeated++;
      return;
    }
    if (this.#bookings >= this.#most) {
      this.#leftOut++;
      return;
    }
    this.#bookings++;
    if (bySequence === undefined) {
      bySequence = new Map();
      this.#byCard.set(booking.card, bySequence);
    }
    if (there === undefined) bySequence.set(booking.sequence, booking);
    else if (there instanceof Map) there.set(contentOf(booking), booking);
    else bySequence.set(booking.sequence, new Map([there, booking].map((each) => [contentOf(each), each]))); // prettier-ignore
  }
}

const stakeOf = (breaks: readonly Break[]): number =>
  breaks.reduce((sum, { difference }) => sum + Math.abs(difference), 0);

function totalsOf({ card, bookings, breaks }: CardAccount): CardTotals {
  return {
    ...{ card, bookings: bookings.length, breaks: breaks.length, atStake: stakeOf(breaks) },
    balance: bookings.at(-1)?.balance ?? 0,
    subBalance: bookings.findLast(({ subBalance }) => subBalance !== null)?.subBalance ?? null,
    first: breaks[0] ?? null,
  };
}

/** The same for what is uploaded again, from the log or from its backup. */
const contentOf = ({ time, amount, balance, subAmount, subBalance, sn }: Booking): string =>
  [time, amount, balance, subAmount, subBalance, sn].join('\t');

/** What moved, by the name of a terminal or a day. */
class Sums {
  readonly #byName = new Map<string, { -readonly [Key in keyof Totals]: Totals[Key] }>();

  add(name: string, moved: number): void {
    let sum = this.#byName.get(name);
    if (sum === undefined) this.#byName.set(name, (sum = { bookings: 0, in: 0, out: 0 }));
    sum.bookings++;
    if (moved > 0) sum.in += moved;
    else sum.out -= moved;
  }

  /** Without a prototype: a terminal may call itself anything. */
  get byName(): Readonly<Record<string, Totals>> {
    return Object.assign(Object.create(null) as Record<string, Totals>, Object.fromEntries(this.#byName)); // prettier-ignore
  }
}
