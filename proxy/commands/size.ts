/** Sizes as people write them: `500MB`, `50 GB`, `1.5TiB`; a bare `G` is a `GB`. */

import { InvalidArgumentError } from 'commander';

const POWERS: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4 };
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT])(i?)B?$/i;

/** Bytes; throws InvalidArgumentError for anything else. */
export function parseSize(text: string): number {
  const [, number = '', prefix = '', binary = ''] = SIZE.exec(text.trim()) ?? [];
  const power = POWERS[prefix.toUpperCase()];
  if (power === undefined) {
    throw new InvalidArgumentError('a size such as 500MB, 50GB or 1TB is wanted');
  }
  return Math.round(Number(number) * (binary === '' ? 1000 : 1024) ** power);
}
