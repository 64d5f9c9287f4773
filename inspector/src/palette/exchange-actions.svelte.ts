/** What the palette can do with the open exchange: its session, a comparison, a command to its terminal. */

import { address } from '../address.svelte.ts';
import { remembered } from '../compare/first.svelte.ts';
import { language } from '../language/language.svelte.ts';
import { composing, detail } from '../page.svelte.ts';
import type { Action } from './action.ts';

export function exchangeActions(): readonly Action[] {
  const { say } = language;
  const { n, capture, sn: shown, view } = address.place;
  const isOpen = n !== null && (view === 'traffic' || view === 'session');
  const sn = view === 'session' ? shown : (detail.opened?.decoded.sn ?? '');
  const hindrance = isOpen ? null : say.chooseExchange;
  const first = remembered.firstOf(capture);
  const other = first === null || first === n ? null : first;
  return [
    {
      id: 'session',
      name: say.openSession,
      ...(sn !== '' && { detail: sn }),
      hindrance: sn === '' ? say.chooseExchange : null,
      act: () => address.go({ view: 'session', sn, filter: '' }),
    },
    {
      id: 'compare',
      name: other === null ? say.compareWith : say.compareWithNumber(other),
      detail: first !== null && first === n ? say.compareChosen : say.compareWithTitle,
      hindrance,
      act: () => n !== null && remembered.take(n, capture),
    },
    {
      id: 'compose',
      name: say.composer.compose,
      ...(sn !== '' && { detail: sn }),
      act: () => {
        if (sn !== '') composing.draft = { sn, text: '' };
        address.go({ view: 'commands' });
      },
    },
    {
      id: 'replay',
      name: say.replays.form,
      act: () => address.go({ view: 'replay' }),
    },
  ];
}
