/** Every booking as a line of a table for an accountant, in the order of each card. */

import { csvCell } from '../codec/csv-cell.ts';
import { moneyText } from '../codec/read-value.ts';
import type { Booking } from './booking.ts';
import type { Break } from './breaks.ts';
import type { CardAccount } from './ledger.ts';

const COLUMNS = ['card', 'sequence', 'time', 'terminal', 'table', 'record', 'amount', 'balance', 'second amount', 'second balance', 'exchange', 'break']; // prettier-ignore

/** Lines without their ends, the names of the columns first. */
export function* csvLines(accounts: Iterable<CardAccount>): Generator<string> {
  yield COLUMNS.join(',');
  for (const { bookings, breaks } of accounts) {
    const byPlace = new Map(breaks.map((each) => [placeOf(each), each]));
    for (const booking of bookings) {
      yield cellsOf(booking, byPlace.get(placeOf(booking)))
        .map(csvCell)
        .join(',');
    }
  }
}

const placeOf = ({ sn, table, recNo }: Booking | Break): string => `${sn} ${table} ${recNo}`;

const optional = (cents: number | null): string => (cents === null ? '' : moneyText(cents));

const cellsOf = (booking: Booking, broken: Break | undefined): readonly (string | number)[] => [
  ...[booking.card, booking.sequence, booking.time.replace('T', ' '), booking.sn, booking.table],
  // Amounts that leave a card are no formulas.
  ...[booking.recNo, booking.amount / 100, moneyText(booking.balance)],
  ...[booking.subAmount === null ? '' : booking.subAmount / 100, optional(booking.subBalance)],
  ...[booking.n, broken === undefined ? '' : `${broken.kind} ${moneyText(broken.difference)}`],
];
