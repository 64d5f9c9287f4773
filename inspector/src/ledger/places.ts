/** Where the ledger leads: the exchanges of a card, a terminal, a day. */

import { writtenAs } from '../../../shared/filter/index.ts';
import { RECORD_TIMES } from '../../../shared/spec/record-times.ts';
import type { Place } from '../address.ts';
import { filterFor } from '../terminals/places.ts';

const DAY_MS = 86_400_000;

const listed = (filter: string): Partial<Place> => ({ view: 'traffic', filter, idle: true, n: null }); // prettier-ignore

export const cardTraffic = (card: string): Partial<Place> =>
  listed(`kind:upload sysId:${writtenAs(card)}`);

export const terminalTraffic = (sn: string): Partial<Place> =>
  listed(`kind:upload ${filterFor(sn)}`);

/** Null where the records name no day. */
export function dayTraffic(day: string): Partial<Place> | null {
  const ms = Date.parse(day);
  if (Number.isNaN(ms)) return null;
  const next = new Date(ms + DAY_MS).toISOString().slice(0, day.length);
  return listed([...RECORD_TIMES].map((time) => `${time}>=${day} ${time}<${next}`).join(' or '));
}
