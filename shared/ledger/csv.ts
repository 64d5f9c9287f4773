/** Every booking as a line of a table for an accountant, in the order of each card. */

import { csvCell } from '../codec/csv-cell.ts';
import { moneyText } from '../codec/read-value.ts';
import type { Booking } from './booking.ts';
import { byBooking, type Break } from './breaks.ts';
import type { CardAccount } from './ledger.ts';

const COLUMNS = ['card', 'sequence', 'time', 'terminal', 'table', 'record', 'amount', 'balance', 'second amount', 'second balance', 'exchange', 'break']; // prettier-ignore

/** Lines without their ends, the names of the columns first. */
export function* csvLines(accounts: Iterable<CardAccount>): Generator<string> {
  yield COLUMNS.join(',');
  for (const { bookings, breaks } of accounts) {
    const broken = byBooking(breaks);
    for (const [index, booking] of bookings.entries()) {
      yield cellsOf(booking, broken.get(index) ?? []).join(',');
    }
  }
}

/** Amounts that leave a card, and balances below nothing, are no formulas. */
const money = (cents: number | null): string => (cents === null ? '' : moneyText(cents));

const broke = ({ wallet, kind, difference }: Break): string =>
  `${wallet === 'main' ? '' : 'second wallet: '}${kind} ${moneyText(difference)}`;

const cellsOf = (booking: Booking, breaks: readonly Break[]): readonly string[] => [
  ...[booking.card, booking.sequence, booking.time.replace('T', ' ')].map(csvCell),
  ...[booking.sn, booking.table, booking.recNo].map(csvCell),
  ...[booking.amount, booking.balance, booking.subAmount, booking.subBalance].map(money),
  ...[booking.n, breaks.map(broke).join('; ')].map(csvCell),
];
