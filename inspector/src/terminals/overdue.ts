/** Whether a terminal has been silent for longer than it should be. */

import type { TerminalRow } from '../../../shared/link/api.ts';
import { MISSED_POLLS } from './gaps.ts';

/** Terminals that poll every second are late by a breath all the time. */
const LEAST_MS = 10_000;

export type Presence = Pick<TerminalRow, 'lastSeen' | 'pollIntervalMs' | 'toldDelayMs'>;

/** Its own pace counts; before it has one, what the server told. Null while neither is known. */
export const paceOf = ({ pollIntervalMs, toldDelayMs }: Presence): number | null =>
  pollIntervalMs ?? toldDelayMs;

export function isOverdue(terminal: Presence, nowMs: number): boolean {
  const pace = paceOf(terminal);
  if (pace === null) return false;
  return nowMs - Date.parse(terminal.lastSeen) > Math.max(LEAST_MS, MISSED_POLLS * pace);
}
