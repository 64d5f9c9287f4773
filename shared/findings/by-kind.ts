/** Rules by the kind of exchange that they look at, so that none is asked of what it can say nothing of. */

import { KINDS, type Kind } from '../codec/frame.ts';
import type { RuleWords } from './rule.ts';

/** Those of a kind keep their order. */
export function byKind<R extends Pick<RuleWords, 'kinds'>>(
  rules: readonly R[],
): Readonly<Record<Kind, readonly R[]>> {
  const lists = {} as Record<Kind, readonly R[]>;
  for (const kind of KINDS) {
    lists[kind] = rules.filter(({ kinds }) => kinds === undefined || kinds.includes(kind));
  }
  return lists;
}
