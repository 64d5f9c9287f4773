/** The time of an exchange in three phases, which end to end make the whole. */

import type { ExchangeLine } from './line.ts';

export interface Phase {
  readonly name: 'request' | 'wait' | 'reply';
  readonly startMs: number;
  readonly lengthMs: number;
}

type Times = Pick<ExchangeLine, 'requestMs' | 'firstByteMs' | 'totalMs'>;

/** A reply may begin before the request has ended: its phase then has all the time that is left. */
export function phasesOf({ requestMs, firstByteMs, totalMs }: Times): readonly Phase[] {
  const sent = Math.min(requestMs, totalMs);
  const answered = Math.max(sent, Math.min(firstByteMs ?? totalMs, totalMs));
  const phases: readonly Phase[] = [
    { name: 'request', startMs: 0, lengthMs: sent },
    { name: 'wait', startMs: sent, lengthMs: answered - sent },
    { name: 'reply', startMs: answered, lengthMs: totalMs - answered },
  ];
  return firstByteMs === null ? phases.slice(0, 2) : phases;
}
