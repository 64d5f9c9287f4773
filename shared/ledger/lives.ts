/** A card that is issued again counts from the beginning: its bookings in their order, and where a new life starts. */

import type { Booking } from './booking.ts';
import { toldOf, type Told } from './breaks.ts';

export interface Lives extends Told {
  /** In the order of the card's count, life after life. */
  readonly bookings: readonly Booking[];
}

const NONE: ReadonlySet<number> = new Set();

/** `bookings` are of one card. Its count alone is believed where it adds up, for clocks of terminals are often wrong. */
export function livesOf(bookings: Booking[]): Lives {
  bookings.sort(inOrder);
  const asOne: Lives = { bookings, ...toldOf(bookings, NONE) };
  if (asOne.breaks.length === 0) return asOne;
  const lives = split(bookings);
  if (lives.length === 1) return asOne;
  const starts = new Set<number>();
  let at = 0;
  for (const life of lives.slice(0, -1)) starts.add((at += life.length));
  const inTurn = lives.flat();
  const told = toldOf(inTurn, starts);
  return told.breaks.length < asOne.breaks.length ? { bookings: inTurn, ...told } : asOne;
}

/** Those of one number as they were made, which is not always as they were uploaded. */
const inOrder = (one: Booking, other: Booking): number =>
  one.sequence - other.sequence || byTime(one, other) || one.recNo - other.recNo;

const byTime = (one: Booking, other: Booking): number =>
  one.time === other.time ? 0 : one.time < other.time ? -1 : 1;

function split(bookings: readonly Booking[]): readonly Booking[][] {
  const inTime = bookings.toSorted((one, other) => byTime(one, other) || inOrder(one, other));
  const lives: Booking[][] = [];
  let life: Booking[] = [];
  /** The booking of its highest number. */
  let newest: Booking | undefined;
  for (const [at, booking] of inTime.entries()) {
    if (newest !== undefined && isStart(booking, newest, inTime[at - 1], inTime[at + 1])) {
      lives.push(life);
      [life, newest] = [[], undefined];
    }
    life.push(booking);
    if (newest === undefined || booking.sequence >= newest.sequence) newest = booking;
  }
  return [...lives, life].map((each) => each.sort(inOrder));
}

/** A lower number at a later time is one when the money of the old life goes on, or when a new count goes on from nothing. */
function isStart(
  booking: Booking,
  newest: Booking,
  last: Booking | undefined,
  next: Booking | undefined,
): boolean {
  const { sequence, time, balance, amount } = booking;
  const isLater = last !== undefined && last.time !== '' && last.time < time;
  if (!isLater || sequence >= newest.sequence) return false;
  const before = balance - amount;
  if (before === newest.balance) return true;
  // One alone may be a booking of the old life that was made twice.
  const isNext = next?.sequence === sequence + 1 || (next?.sequence === sequence && next.topUp === 'bonus'); // prettier-ignore
  return before === 0 && isNext && next.balance === balance + next.amount;
}
