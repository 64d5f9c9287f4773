/** The run of idle polls since the last exchange that stands in the list: one moving line. */

import type { Row } from '../../../shared/link/api.ts';

export interface IdleRun {
  readonly polls: number;
  readonly terminals: ReadonlySet<string>;
  /** ISO time of the latest; empty without one. */
  readonly last: string;
}

export const NO_IDLE: IdleRun = { polls: 0, terminals: new Set(), last: '' };

/** The run after these exchanges. */
export function continueIdle(run: IdleRun, rows: readonly Row[]): IdleRun {
  const lastListed = rows.findLastIndex((row) => !row.idle);
  const idle = rows.slice(lastListed + 1);
  const before = lastListed >= 0 ? NO_IDLE : run;
  if (idle.length === 0) return before;
  return {
    polls: before.polls + idle.length,
    terminals: new Set([...before.terminals, ...idle.map((row) => row.sn)]),
    last: idle.at(-1)?.at ?? before.last,
  };
}
