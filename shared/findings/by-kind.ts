/** Rules by what they look at, so that none is asked of an exchange that it can say nothing of. */

import { KINDS, type Kind } from '../codec/frame.ts';
import { bitOf } from './cues.ts';
import type { RuleWords } from './rule.ts';

/** A rule, and the bit of what it waits for. */
export interface Looking<R> {
  readonly rule: R;
  /** Its place among all. */
  readonly place: number;
  readonly cue: number;
}

/** Those of a kind keep their order. */
export function byKind<R extends Pick<RuleWords, 'kinds' | 'cue'>>(
  rules: readonly R[],
): Readonly<Record<Kind, readonly Looking<R>[]>> {
  const all = rules.map((rule, place) => ({ rule, place, cue: bitOf(rule.cue) }));
  const lists = {} as Record<Kind, readonly Looking<R>[]>;
  for (const kind of KINDS) {
    lists[kind] = all.filter(({ rule: { kinds } }) => kinds === undefined || kinds.includes(kind));
  }
  return lists;
}
