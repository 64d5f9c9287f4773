/** Where the bookings of a card do not follow from each other, and where they do so in a way that is worth a word. */

import type { Booking } from './booking.ts';
import { remarkOf, type Remark } from './remark.ts';

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

export interface Told {
  readonly breaks: readonly Break[];
  readonly remarks: readonly Remark[];
}

/** `bookings` are of one card, in the order of its count, which begins anew at those indexes of `starts`. */
export function toldOf(bookings: readonly Booking[], starts: ReadonlySet<number>): Told {
  const remarks: Remark[] = [];
  const breaks = WALLETS.flatMap((wallet) => breaksIn(bookings, starts, wallet, remarks));
  return { breaks: breaks.sort((one, other) => one.index - other.index), remarks };
}

/** Breaks or remarks by the index of their booking. */
export function byBooking<Of extends Pick<Break, 'index'>>(
  all: readonly Of[],
): ReadonlyMap<number, readonly Of[]> {
  const found = new Map<number, Of[]>();
  for (const each of all) {
    const there = found.get(each.index);
    if (there === undefined) found.set(each.index, [each]);
    else there.push(each);
  }
  return found;
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

/** ZeroAllow: the old subsidy is cleared, and the new one is all there is. Uploads do not say so but by their figures. */
const clears = ({ topUp, amount, balance }: Booking, was: Before): boolean =>
  topUp === 'subsidy' && balance === amount && was.balance !== 0;

function breaksIn(
  bookings: readonly Booking[],
  starts: ReadonlySet<number>,
  wallet: Wallet,
  remarks: Remark[],
): readonly Break[] {
  const found: Break[] = [];
  let before: Before | null = null;
  for (const [index, booking] of bookings.entries()) {
    if (starts.has(index)) {
      if (wallet.name === 'main') remarks.push(remarkOf('anew', booking, index, before?.balance ?? 0)); // prettier-ignore
      before = null;
    }
    const [amount, balance] = [wallet.amount(booking), wallet.balance(booking)];
    // A terminal of one wallet says nothing of the second, and does not touch it.
    if (amount === null || balance === null) continue;
    const was: Before | null = before;
    const isPaired: boolean = was !== null && isPair(was, booking);
    before = { booking, balance, isPaired };
    if (was === null) continue;
    const isTwice = booking.sequence === was.booking.sequence && !isPaired;
    const isCleared = !isTwice && clears(booking, was);
    if (isCleared) remarks.push(remarkOf('cleared', booking, index, was.balance));
    const expected = isCleared ? balance : was.balance + amount;
    const difference = balance - expected;
    const { sequence, n, sn, table, recNo, time, card } = booking;
    const missing = wallet.name === 'main' ? Math.max(0, sequence - was.booking.sequence - 1) : 0;
    const isFree = booking.mayBeFree && balance === was.balance;
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
