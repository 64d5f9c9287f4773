/** What is right by its own figures, and still worth a word. */

import type { Booking } from './booking.ts';

export interface Remark {
  readonly card: string;
  /** cleared: a subsidy that looks as if it took the place of what was there · anew: the card's count begins again, as that of one issued again. */
  readonly kind: 'cleared' | 'anew';
  readonly sequence: number;
  /** Of its booking among all of the card's, as that of a break. */
  readonly index: number;
  /** Cents that were on the card before. */
  readonly before: number;
  readonly n: number;
  readonly sn: string;
  readonly table: string;
  readonly recNo: number;
  readonly time: string;
}

export function remarkOf(
  kind: Remark['kind'],
  { card, sequence, n, sn, table, recNo, time }: Booking,
  index: number,
  before: number,
): Remark {
  return { card, kind, sequence, index, before, n, sn, table, recNo, time };
}
