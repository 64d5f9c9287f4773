/** Where the board leads: everything of one terminal, and its session. */

import { writtenAs } from '../../../shared/filter/index.ts';
import type { Place } from '../address.ts';

/** The filter that lists what one terminal says. */
export const filterFor = (sn: string): string => `sn:${writtenAs(sn)}`;

/** The filter stays when somebody goes on to the statistics or elsewhere. */
export const scopedTo = (sn: string): Partial<Place> => ({
  view: 'traffic',
  filter: filterFor(sn),
  n: null,
});

export const sessionOf = (sn: string): Partial<Place> => ({
  view: 'session',
  sn,
  filter: '',
  n: null,
});
