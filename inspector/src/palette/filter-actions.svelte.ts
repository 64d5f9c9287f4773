/** Saved filters in the palette: apply, save, rename, delete. */

import { address } from '../address.svelte.ts';
import { language } from '../language/language.svelte.ts';
import { marks } from '../page.svelte.ts';
import { saved } from '../traffic/saved.svelte.ts';
import type { Action } from './action.ts';

export function filterActions(): readonly Action[] {
  const { say } = language;
  const { filter } = address.place;
  return [
    ...saved.items.map((each): Action => ({
      id: `filter ${each.name}`,
      name: say.applySaved(each.name),
      detail: each.filter,
      act: () => address.go({ view: 'traffic', filter: each.filter }),
    })),
    {
      id: 'save filter',
      name: say.saveFilter,
      ...(filter !== '' && { detail: filter }),
      hindrance: filter === '' ? say.noFilterToSave : null,
      ask: () => ({
        label: say.filterName,
        text: '',
        answer: (name) => saved.add({ name, filter }),
      }),
    },
    ...saved.items.flatMap((each): Action[] => [
      {
        id: `rename ${each.name}`,
        name: say.renameSaved(each.name),
        ask: () => ({
          label: say.filterName,
          text: each.name,
          answer: (name) => saved.rename(each.name, name),
        }),
      },
      {
        id: `delete ${each.name}`,
        name: say.deleteSaved(each.name),
        act: () => {
          saved.remove(each.name);
          marks.notice.say(say.savedDeleted(each.name, each.filter));
        },
      },
    ]),
  ];
}
