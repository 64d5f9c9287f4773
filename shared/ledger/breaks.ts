/** Where the bookings of a card do not follow from each other. */

import type { Booking } from './booking.ts';

export interface Break {
  readonly card: string;
  readonly wallet: 'main' | 'second';
  /**
   * balance: it does not follow from the one before · missing: bookings between them were never seen ·
   * twice: two bookings have the same number.
   */
  readonly kind: 'balance' | 'missing' | 'twice';
  readonly sequence: number;
  /** Of its booking among all of the card's, in their order, from 0: what else they say may stand in several. */
  readonly index: number;
  /** How many bookings are missing before it; 0 for the other kinds. */
  readonly missing: number;
  /** Cents as they should be, and as they are. */
  readonly expected: number;
  readonly actual: number;
  readonly difference: number;
  /** Bookings of the card from there on, all of which rest on it. */
  readonly behind: number;
  readonly n: number;
  readonly sn: string;
  readonly table: string;
  readonly recNo: number;
  readonly time: string;
}

interface Wallet {
  readonly name: Break['wallet'];
  readonly amount: (booking: Booking) => number | null;
  readonly balance: (booking: Booking) => number | null;
}

const WALLETS: readonly Wallet[] = [
  { name: 'main', amount: ({ amount }) => amount, balance: ({ balance }) => balance },
  { name: 'second', amount: ({ subAmount }) => subAmount, balance: ({ subBalance }) => subBalance },
];

/** `bookings` are of one card, in the order of its count. */
export const breaksOf = (bookings: readonly Booking[]): readonly Break[] =>
  WALLETS.flatMap((wallet) => breaksIn(bookings, wallet)).sort((one, other) => one.index - other.index); // prettier-ignore

/** The breaks by the index of their booking. */
export function breaksByBooking(breaks: readonly Break[]): ReadonlyMap<number, readonly Break[]> {
  const byBooking = new Map<number, Break[]>();
  for (const each of breaks) {
    const there = byBooking.get(each.index);
    if (there === undefined) byBooking.set(each.index, [each]);
    else there.push(each);
  }
  return byBooking;
}

interface Before {
  readonly booking: Booking;
  readonly balance: number;
  /** Whether it and the one before it are a pair already. */
  readonly isPaired: boolean;
}

/** Seen: a bonus is booked under the number of its recharge (the sample of section 10.5). */
function isPair(before: Before, booking: Booking): boolean {
  const { sequence, sn, topUp } = before.booking;
  const isOfOne = sequence === booking.sequence && sn === booking.sn && !before.isPaired;
  return isOfOne && (topUp === 'recharge' ? booking.topUp === 'bonus' : topUp === 'bonus' && booking.topUp === 'recharge'); // prettier-ignore
}

function breaksIn(bookings: readonly Booking[], wallet: Wallet): readonly Break[] {
  const found: Break[] = [];
  let before: Before | null = null;
  for (const [index, booking] of bookings.entries()) {
    const [amount, balance] = [wallet.amount(booking), wallet.balance(booking)];
    // A terminal of one wallet says nothing of the second, and does not touch it.
    if (amount === null || balance === null) continue;
    const was: Before | null = before;
    const isPaired: boolean = was !== null && isPair(was, booking);
    before = { booking, balance, isPaired };
    if (was === null) continue;
    const expected = was.balance + amount;
    const difference = balance - expected;
    const { sequence, n, sn, table, recNo, time, card } = booking;
    const missing = wallet.name === 'main' ? Math.max(0, sequence - was.booking.sequence - 1) : 0;
    const isFree = booking.mayBeFree && balance === was.balance;
    const isTwice = sequence === was.booking.sequence && !isPaired;
    const kind = isTwice ? 'twice' : missing > 0 ? 'missing' : 'balance';
    if (kind === 'balance' && (difference === 0 || isFree)) continue;
    // In one piece: spread together of parts, very many of them take ten times as long.
    found.push({
      card,
      wallet: wallet.name,
      kind,
      sequence,
      index,
      missing,
      expected,
      actual: balance,
      difference: kind === 'twice' ? amount : difference,
      behind: bookings.length - index,
      n,
      sn,
      table,
      recNo,
      time,
    });
  }
  return found;
}
