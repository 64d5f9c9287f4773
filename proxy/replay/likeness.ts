/** Commands that differ in their text and may still be the same one, and batches that have most in common. */

import { GROUPS } from '../../shared/compare/groups.ts';
import { matchLists } from '../../shared/compare/match.ts';
import { partOf, commandsOf, withFields, type Batch, type Command, type CommandPairs } from './batch.ts'; // prettier-ignore

/** Signs beside the whole text; the surest first. */
const [, byArgument, byVerb] = GROUPS['command']?.signs ?? [];

/** With the same verb and first argument wherever it came, or with the same verb in the reply to the same poll. */
export function likeOnes(recorded: readonly Command[], observed: readonly Command[]): CommandPairs {
  const { pairs } = matchLists(withFields(recorded), withFields(observed), [
    ([, field], at) => byArgument?.(field, at),
    ([{ batch }, field], at) => `${batch.n} ${byVerb?.(field, at) ?? ''}`,
  ]);
  return pairs.map(([mine, theirs]) => [recorded[mine] as Command, observed[theirs] as Command]);
}

/** How many commands two batches have in common, and then how many verbs. */
function likeness(one: Batch, other: Batch): number {
  const signs = new Set(one.commands.map(({ sign }) => sign));
  const verbsOf = ({ read }: Batch) => commandsOf(read.frame).map((each) => partOf(each, 'verb'));
  const verbs = new Set(verbsOf(one));
  const sameTexts = other.commands.filter(({ sign }) => signs.has(sign)).length;
  const sameVerbs = verbsOf(other).filter((verb) => verbs.has(verb)).length;
  return sameTexts * 100 + Math.min(99, sameVerbs);
}

/** Most commands in common, then most verbs; of equals one that has no counterpart either, then the newest. */
export function closestTo(batch: Batch, others: readonly Batch[]): Batch | null {
  let best: Batch | null = null;
  let score = -1;
  for (const other of others) {
    const found = 2 * likeness(batch, other) + (other.alone.length > 0 ? 1 : 0);
    if (found >= score) [best, score] = [other, found];
  }
  return best;
}
