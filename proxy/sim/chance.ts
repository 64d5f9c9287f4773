/** Chance from a seed: the same seed tells the same story. */

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(choices: readonly T[]): T;
  /** An independent chance for one terminal, so that network timing cannot mix their stories. */
  fork(salt: number): Chance;
}

const SPREAD = 0x9e3779b1;

/** Mulberry32: small, quick, and good enough to choose a lunch. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    pick(choices) {
      const choice = choices[between(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError('nothing to pick from');
      return choice;
    },
    fork: (salt) => seededChance(Math.imul(seed + 1, SPREAD) ^ Math.imul(salt + 1, SPREAD << 1)),
  };
}
