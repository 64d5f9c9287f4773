/** Where the board leads: everything of one terminal, and its session. */

import type { Place } from '../address.ts';
import { address } from '../address.svelte.ts';

/** The filter stays when somebody goes on to the statistics or elsewhere. */
export const scopedTo = (sn: string): Partial<Place> => ({
  view: 'traffic',
  filter: `sn:${sn}`,
  n: null,
});

export const sessionOf = (sn: string): Partial<Place> => ({
  view: 'session',
  sn,
  filter: '',
  n: null,
});

/** A click that a browser has no use of its own for. */
export const leadTo = (place: Partial<Place>) => (event: MouseEvent) => {
  event.stopPropagation();
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  address.go(place);
};
