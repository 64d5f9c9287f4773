/** Values of filter keys that were seen in a capture, for completion: the most frequent first. */

import type { Language } from '../../shared/codec/frame.ts';
import { keyNamed } from '../../shared/filter/index.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { badQuery } from './answer.ts';
import type { CaptureView } from './capture-view.ts';

const MOST = 50;

export function seenValues(view: CaptureView, key: string, prefix: string): string[] {
  const known = keyNamed(key);
  if (known === undefined) throw badQuery(`"key" is ${JSON.stringify(key)}, which is no filter key.`); // prettier-ignore
  const folded = prefix.toLowerCase();
  return valuesOf(view, known.name)
    .filter((value) => value !== '' && value.toLowerCase().startsWith(folded))
    .slice(0, MOST);
}

function valuesOf(view: CaptureView, key: string): readonly string[] {
  switch (key) {
    case 'sn':
    case 'kind':
    case 'table':
    case 'outcome':
      return view.index.values(key);
    case 'cmd.verb':
      return COMMANDS.map(({ verb }) => verb);
    case 'deviceName':
      return ofTerminals(view, ({ model }) => model);
    case 'fireVer':
      return ofTerminals(view, ({ firmware }) => firmware);
    case 'language':
      return ofTerminals(view, ({ language }) => /\((\d+)\)$/.exec(language)?.[1] ?? language);
    default:
      return [];
  }
}

/** Whether values of that key are told by the sessions. */
export const isOfTerminals = (key: string): boolean =>
  ['deviceName', 'fireVer', 'language'].includes(keyNamed(key)?.name ?? '');

type Row = ReturnType<CaptureView['sessions']['rows']>[number];

const ANY_LANGUAGE: Language = 'en';

function ofTerminals(view: CaptureView, read: (row: Row) => string): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of view.thorough.sessions.rows(ANY_LANGUAGE)) {
    const value = read(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
