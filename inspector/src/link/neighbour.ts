/** The exchange before or after another one among those that a filter matches; round at the ends. */

import type { ExchangeQuery, Row } from '../../../shared/link/api.ts';
import { desk } from './desk.ts';

/** Both filters at once. */
export const both = (one: string, other: string): string =>
  one === '' ? other : `(${one}) (${other})`;

/** Asks until the desk is sure: it looks through a long capture bit by bit. */
async function first(query: ExchangeQuery, signal: AbortSignal): Promise<Row | undefined> {
  for (;;) {
    const { items, progress } = await desk.exchanges({ ...query, limit: 1, signal });
    // The oldest match is found before the rest was looked through, the newest is not.
    if (progress === undefined || (items[0] !== undefined && isOldest(query))) return items[0];
  }
}

const isOldest = ({ after, offset }: ExchangeQuery) => after !== undefined || offset === 0;

export async function neighbour(
  query: ExchangeQuery,
  n: number | null,
  by: 1 | -1,
  signal: AbortSignal,
): Promise<Row | undefined> {
  const near = n === null ? null : { ...query, ...(by > 0 ? { after: n } : { before: n }) };
  return (
    (near === null ? undefined : await first(near, signal)) ??
    (await first(by > 0 ? { ...query, offset: 0 } : query, signal))
  );
}
