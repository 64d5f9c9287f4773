/** Two lists of exchanges aligned by terminal, kind, table, record number and command text. */

import type { Frame, Kind, Language } from '../codec/frame.ts';
import { words } from '../spec/field.ts';
import { digest } from './digest.ts';
import { textOf } from './groups.ts';
import { matchLists } from './match.ts';

/** What alignment needs of an exchange; a few words, so that a whole capture fits in memory. */
export interface AlignKey {
  readonly n: number;
  readonly sn: string;
  readonly kind: Kind;
  readonly table: string;
  /** Equal for exchanges about the same thing: the same records, the same commands. */
  readonly about: string;
  /** The same with less in it: how many records, which verbs. */
  readonly shape: string;
  /** A poll without commands: how many there are is a matter of time. */
  readonly isIdle: boolean;
  /** In plain words, to name it where it has no counterpart. */
  readonly summary: string;
}

const SHORT = 40;
const brief = (text: string): string => (text.length <= SHORT ? text : digest(text));

const ASKED = ['card', 'batch', 'type', 'path'] as const;

function aboutOf({ kind, request, response }: Frame): { about: string; shape: string } {
  switch (kind) {
    case 'upload': {
      const records = request.fields.filter(({ key }) => key === 'record');
      const numbers = records.map(
        ({ fields = [], raw }) =>
          fields.find(({ key }) => key === 'recNo' || key === 'cardRecNo')?.raw ?? raw,
      );
      return { about: numbers.join(','), shape: `${records.length} records` };
    }
    case 'poll': {
      const commands = response?.fields.filter(({ key }) => key === 'command') ?? [];
      const verbs = commands.map(
        ({ fields = [] }) => fields.find(({ key }) => key === 'verb')?.raw ?? '',
      );
      return { about: commands.map(textOf).join('\n'), shape: verbs.join(',') };
    }
    case 'command-result': {
      const results = request.fields.filter(({ key }) => key === 'result');
      return { about: results.map(textOf).join('\n'), shape: `${results.length} results` };
    }
    default: {
      const leaves = request.fields.flatMap((field) => [field, ...(field.fields ?? [])]);
      const asked = leaves.filter(({ key }) => ASKED.some((each) => each === key));
      return { about: asked.map(({ key, raw }) => `${key}=${raw}`).join('&'), shape: '' };
    }
  }
}

export function alignKeyOf(n: number, frame: Frame): AlignKey {
  const { sn, kind, table, request, response } = frame;
  const { about, shape } = aboutOf(frame);
  return {
    n,
    sn,
    kind,
    table: table.toUpperCase(),
    about: brief(about),
    shape: brief(shape),
    isIdle: kind === 'poll' && about === '',
    summary: `${request.summary}${response === null ? '' : ` → ${response.summary}`}`.slice(0, 200),
  };
}

/** An exchange that one side alone has. */
export interface Unpaired {
  /** Index in its list. */
  readonly at: number;
  /** Index in the other list of the exchange most like it, looked for now; null when there is none of its kind. */
  readonly closest: () => number | null;
  /** Why that says nothing; null when it does. */
  readonly noise: string | null;
}

export interface Alignment {
  readonly pairs: readonly (readonly [recorded: number, observed: number])[];
  readonly missing: readonly Unpaired[];
  readonly extra: readonly Unpaired[];
}

const IDLE = words('how many idle polls there are is a matter of time', '空闲轮询的次数取决于时间');

export interface AlignOptions {
  /** The serial in the observed list that stands for a recorded one. */
  readonly serial?: (recorded: string) => string;
  /** Of the reasons; English without it. */
  readonly language?: Language;
}

export function align(
  recorded: readonly AlignKey[],
  observed: readonly AlignKey[],
  { serial = (sn) => sn, language = 'en' }: AlignOptions = {},
): Alignment {
  const mine = recorded.map((key) => ({ ...key, sn: serial(key.sn) }));
  const group = ({ sn, kind, table }: AlignKey) => `${sn}|${kind}|${table}`;
  const leftover = uniform(mine, observed, group);
  const matched = matchLists<AlignKey>(mine, observed, [
    (key) => `${group(key)}|${key.about}`,
    (key) => (key.isIdle ? undefined : `${group(key)}|${key.shape}`),
    (key) => (key.isIdle || !leftover.has(group(key)) ? undefined : group(key)),
  ]);
  const unpaired = (from: readonly AlignKey[], to: readonly AlignKey[], at: number): Unpaired => {
    const key = from[at] as AlignKey;
    const noise = key.isIdle ? IDLE[language] : null;
    return { at, closest: () => closestTo(key, at, to), noise };
  };
  return {
    pairs: matched.pairs,
    missing: matched.missing.map((at) => unpaired(mine, observed, at)),
    extra: matched.extra.map((at) => unpaired(observed, mine, at)),
  };
}

/** Groups of which both sides have as many: what is left of them belongs together, however unlike. */
function uniform(
  recorded: readonly AlignKey[],
  observed: readonly AlignKey[],
  group: (key: AlignKey) => string,
): ReadonlySet<string> {
  const balance = new Map<string, number>();
  const count = (key: AlignKey, by: number) =>
    key.isIdle || balance.set(group(key), (balance.get(group(key)) ?? 0) + by);
  for (const key of recorded) count(key, 1);
  for (const key of observed) count(key, -1);
  return new Set([...balance].filter(([, rest]) => rest === 0).map(([name]) => name));
}

const alike = (one: AlignKey, other: AlignKey): number =>
  (one.kind === other.kind ? 8 : 0) +
  (one.sn === other.sn ? 4 : 0) +
  (one.table === other.table ? 2 : 0) +
  (one.shape === other.shape ? 1 : 0);

/** Near exchanges only are looked at: a whole capture for each one would take too long. */
const LOOKED_AT = 2000;

function closestTo(key: AlignKey, at: number, others: readonly AlignKey[]): number | null {
  let best: number | null = null;
  let score = 0;
  const from = Math.max(0, at - LOOKED_AT);
  for (let index = from; index < Math.min(others.length, at + LOOKED_AT); index++) {
    const other = others[index] as AlignKey;
    if (other.kind !== key.kind) continue;
    const now = alike(key, other);
    const isNearer = best !== null && Math.abs(index - at) < Math.abs(best - at);
    if (now > score || (now === score && isNearer)) [best, score] = [index, now];
  }
  return best;
}
