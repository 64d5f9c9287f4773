/** What is most like an exchange that one side alone has, and where the two differ. */

import {
  compareExchanges,
  type Alone,
  type CompareOptions,
  type Read,
} from '../../shared/compare/index.ts';

/** The rest can be looked up. */
const MOST_TOLD = 5;

export function closestOf(
  { n, summary }: { readonly n: number; readonly summary: string },
  recorded: Read,
  observed: Read,
  options: CompareOptions,
): NonNullable<Alone['closest']> {
  const told = compareExchanges(recorded, observed, options).differences.flatMap(
    ({ noise, ...difference }) => (noise === null ? [difference] : []),
  );
  return { n, summary, differences: told.slice(0, MOST_TOLD) };
}
