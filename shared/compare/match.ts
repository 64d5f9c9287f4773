/** Pairs two lists by what their items are: the surest sign first, what is left by the next. */

/** A sign by which items are taken for the same; undefined when an item has none of that sort. */
export type Sign<T> = (item: T, index: number) => string | undefined;

export interface Matched {
  /** Indices into both lists, in the order of the first. */
  readonly pairs: readonly (readonly [recorded: number, observed: number])[];
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

/** Equal signs are paired in order, so that the second of two alike meets the second. */
export function matchLists<T>(
  recorded: readonly T[],
  observed: readonly T[],
  signs: readonly Sign<T>[],
): Matched {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const sign of signs) {
    if (partner.size === recorded.length || taken.size === observed.length) break;
    const waiting = new Map<string, number[]>();
    observed.forEach((item, index) => {
      const text = taken.has(index) ? undefined : sign(item, index);
      if (text === undefined) return;
      const queue = waiting.get(text);
      if (queue === undefined) waiting.set(text, [index]);
      else queue.push(index);
    });
    for (const queue of waiting.values()) queue.reverse();
    recorded.forEach((item, index) => {
      const text = partner.has(index) ? undefined : sign(item, index);
      const found = text === undefined ? undefined : waiting.get(text)?.pop();
      if (found === undefined) return;
      partner.set(index, found);
      taken.add(found);
    });
  }
  return {
    pairs: [...partner].sort(([a], [b]) => a - b),
    missing: [...recorded.keys()].filter((index) => !partner.has(index)),
    extra: [...observed.keys()].filter((index) => !taken.has(index)),
  };
}

/** Positions in the list whose numbers do not rise with the longest rising row of the others. */
export function outOfOrder(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] as number] as number) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = at;
  });
  const rising = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) rising.add(at);
  return new Set([...numbers.keys()].filter((at) => !rising.has(at)));
}
