/** How many of a thing, in words: `1 exchange`, `2 exchanges`. */

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
