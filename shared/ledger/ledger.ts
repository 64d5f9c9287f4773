/**
 * The money of captures: on each card and wallet, balance after = balance before ± amount, booking by booking
 * in the order of the card's own count, whatever terminal they were made at and whenever they were uploaded.
 */

import type { Frame } from '../codec/frame.ts';
import { bookingsOf, type Booking } from './booking.ts';
import { breaksOf, type Break } from './breaks.ts';
import { Numbers, type Hole } from './numbers.ts';

/** Some 300 bytes each. */
const MOST_BOOKINGS = 3_000_000;

export interface CardAccount {
  readonly card: string;
  /** In the order of the card's count. */
  readonly bookings: readonly Booking[];
  readonly breaks: readonly Break[];
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
  /** All breaks, the first of each card before what follows it. */
  readonly breaks: readonly Break[];
  /** Cents of all breaks, without their sign. */
  readonly atStake: number;
  /** Missing record numbers by terminal and table. */
  readonly holes: readonly Hole[];
  readonly terminals: Readonly<Record<string, Totals>>;
  readonly days: Readonly<Record<string, Totals>>;
}

const DAY_LENGTH = 10;

export class Ledger {
  readonly #byCard = new Map<string, Map<number, Booking[]>>();
  readonly #numbers = new Numbers();
  #bookings = 0;
  #repeated = 0;
  #leftOut = 0;

  take(n: number, frame: Frame): void {
    for (const booking of bookingsOf(n, frame)) this.#add(booking);
  }

  /** Every card with its bookings and what is wrong with them. */
  *accounts(): Generator<CardAccount> {
    const cards = [...this.#byCard.keys()].sort((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1)); // prettier-ignore
    for (const card of cards) {
      const bySequence = this.#byCard.get(card) ?? new Map<number, Booking[]>();
      const bookings = [...bySequence.values()].flat();
      bookings.sort((one, other) => one.sequence - other.sequence);
      yield { card, bookings, breaks: breaksOf(bookings) };
    }
  }

  report(): LedgerReport {
    const breaks: Break[] = [];
    const terminals: Record<string, Totals> = Object.create(null) as Record<string, Totals>;
    const days: Record<string, Totals> = Object.create(null) as Record<string, Totals>;
    for (const account of this.accounts()) {
      breaks.push(...account.breaks);
      for (const { sn, time, amount, subAmount } of account.bookings) {
        const moved = amount + (subAmount ?? 0);
        terminals[sn] = added(terminals[sn], moved);
        days[time.slice(0, DAY_LENGTH)] = added(days[time.slice(0, DAY_LENGTH)], moved);
      }
    }
    return {
      cards: this.#byCard.size,
      bookings: this.#bookings,
      repeated: this.#repeated,
      leftOut: this.#leftOut,
      breaks,
      atStake: breaks.reduce((sum, { difference }) => sum + Math.abs(difference), 0),
      holes: this.#numbers.holes,
      terminals,
      days,
    };
  }

  #add(booking: Booking): void {
    this.#numbers.add(booking.sn, booking.table, booking.recNo);
    let bySequence = this.#byCard.get(booking.card);
    const there = bySequence?.get(booking.sequence) ?? [];
    if (there.some((each) => isSame(each, booking))) {
      this.#repeated++;
      return;
    }
    if (this.#bookings >= MOST_BOOKINGS) {
      this.#leftOut++;
      return;
    }
    this.#bookings++;
    if (bySequence === undefined) {
      bySequence = new Map();
      this.#byCard.set(booking.card, bySequence);
    }
    bySequence.set(booking.sequence, [...there, booking]);
  }
}

/** Uploaded again, from the log or from its backup. */
const isSame = (one: Booking, other: Booking): boolean =>
  one.time === other.time &&
  one.amount === other.amount &&
  one.balance === other.balance &&
  one.subAmount === other.subAmount &&
  one.subBalance === other.subBalance &&
  one.sn === other.sn;

const added = (so: Totals | undefined, moved: number): Totals => ({
  bookings: (so?.bookings ?? 0) + 1,
  in: (so?.in ?? 0) + Math.max(0, moved),
  out: (so?.out ?? 0) + Math.max(0, -moved),
});
