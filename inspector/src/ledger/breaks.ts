/** The breaks of a card by the booking that each is told at. */

import type { LedgerAccount } from '../../../shared/link/ledger.ts';

type Booking = LedgerAccount['bookings'][number];
type Break = LedgerAccount['breaks'][number];

/** A name for the place of a booking, and of a break. */
export const placeOf = ({ sn, table, recNo, sequence }: Booking | Break): string =>
  `${sn} ${table} ${recNo} ${sequence}`;

export function breaksByPlace(breaks: readonly Break[]): ReadonlyMap<string, readonly Break[]> {
  const byPlace = new Map<string, Break[]>();
  for (const each of breaks) {
    byPlace.set(placeOf(each), [...(byPlace.get(placeOf(each)) ?? []), each]);
  }
  return byPlace;
}
