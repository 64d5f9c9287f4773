/** Everything that the page can do, by name, with the key that does it too. */

import { tick } from 'svelte';
import { PLACES } from '../address.ts';
import { address } from '../address.svelte.ts';
import { language } from '../language/language.svelte.ts';
import { desk, deskErrorOf } from '../link/desk.ts';
import { highlight, live, marks, refused, traffic } from '../page.svelte.ts';
import { scopedTo, sessionOf } from '../terminals/places.ts';
import type { Action } from './action.ts';
import { exchangeActions } from './exchange-actions.svelte.ts';
import { filterActions } from './filter-actions.svelte.ts';

async function rotate(): Promise<void> {
  try {
    await desk.rotate();
    marks.notice.say(language.say.rotated);
  } catch (error) {
    refused(error);
    marks.notice.say(deskErrorOf(error).message);
  }
}

async function inTraffic(act: () => void): Promise<void> {
  address.go({ view: 'traffic' });
  await tick();
  act();
}

const focusFilter = () =>
  document.querySelector<HTMLInputElement>('[role="search"] input')?.select();

function viewActions(): readonly Action[] {
  const { say } = language;
  return [
    ...PLACES.map((view, index) => ({
      id: `view ${view}`,
      name: say.goTo(say[view]),
      key: String(index + 1),
      act: () => address.go({ view }),
    })),
    {
      id: 'view differences',
      name: say.goTo(say.diff.title),
      act: () => address.go({ view: 'differences' }),
    },
  ];
}

function listActions(): readonly Action[] {
  const { say } = language;
  const { place } = address;
  return [
    { id: 'filter', name: say.writeFilter, key: '/', act: () => void inTraffic(focusFilter) },
    {
      id: 'highlight',
      name: say.highlights.write,
      key: 'H',
      act: () => void inTraffic(() => void highlight.write()),
    },
    {
      id: 'next lit',
      name: say.highlights.next,
      key: 'N',
      hindrance: place.highlight === '' ? say.highlights.nothing : null,
      act: () => void inTraffic(() => void highlight.step(1)),
    },
    {
      id: 'previous lit',
      name: say.highlights.previous,
      key: 'Shift+N',
      hindrance: place.highlight === '' ? say.highlights.nothing : null,
      act: () => void inTraffic(() => void highlight.step(-1)),
    },
    {
      id: 'pause',
      name: traffic.paused ? say.resumeList : say.pauseList,
      key: 'P',
      act: () => traffic.togglePause(),
    },
    {
      id: 'follow',
      name: traffic.following ? say.stopFollowing : say.followNewest,
      key: 'F',
      hindrance: place.capture === null ? null : say.followsLiveOnly,
      act: () => void inTraffic(() => (traffic.following = !traffic.following)),
    },
    {
      id: 'idle',
      name: place.idle ? say.foldIdle : say.unfoldIdle,
      key: 'I',
      act: () => address.go({ view: 'traffic', idle: !place.idle }),
    },
    ...(place.capture === null
      ? []
      : [
          {
            id: 'live',
            name: say.backToLive,
            act: () => address.go({ view: 'traffic', capture: null, filter: '', n: null }),
          },
        ]),
  ];
}

function markActions(): readonly Action[] {
  const { say } = language;
  const hindrance = marks.hindrance ?? (address.place.n === null ? say.chooseToMark : null);
  return [
    {
      id: 'mark',
      name: marks.open.mark ? say.unmark : say.markExchange,
      key: 'M',
      hindrance,
      act: () => marks.toggle(),
    },
    {
      id: 'comment',
      name: say.writeComment,
      key: 'Shift+M',
      hindrance,
      act: () => void inTraffic(() => marks.comment()),
    },
    {
      id: 'next mark',
      name: say.nextMark,
      key: ']',
      act: () => void inTraffic(() => void marks.step(1)),
    },
    {
      id: 'previous mark',
      name: say.previousMark,
      key: '[',
      act: () => void inTraffic(() => void marks.step(-1)),
    },
  ];
}

const terminalActions = (): readonly Action[] =>
  live.terminals.flatMap(({ sn, model }) => {
    const detail = model === '' ? {} : { detail: model };
    return [
      {
        id: `terminal ${sn}`,
        name: language.say.scopeTo(sn),
        ...detail,
        act: () => address.go(scopedTo(sn)),
      },
      {
        id: `session ${sn}`,
        name: language.say.sessionOf(sn),
        ...detail,
        act: () => address.go(sessionOf(sn)),
      },
    ];
  });

/** A short number alone is that of an exchange; longer ones are serial numbers. */
export function numberAction(written: string): Action | null {
  const digits = /^#?\s*(\d{1,9})$/.exec(written.trim())?.[1];
  const n = Number(digits);
  if (digits === undefined || n === 0) return null;
  return {
    id: 'number',
    name: language.say.goToExchange(n),
    act: () => void inTraffic(() => void traffic.go(n)),
  };
}

export const allActions = (help: () => void): readonly Action[] => [
  ...viewActions(),
  ...listActions(),
  ...exchangeActions(),
  ...markActions(),
  ...filterActions(),
  {
    id: 'rotate',
    name: language.say.rotate,
    hindrance: live.status?.readOnly === true ? language.say.readOnlyTitle : null,
    act: () => void rotate(),
  },
  {
    id: 'language',
    name: language.say.otherLanguageTitle,
    act: () => language.toggle(),
  },
  { id: 'help', name: language.say.showKeys, key: '?', act: help },
  ...terminalActions(),
];
