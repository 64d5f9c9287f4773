/** How far a terminal's clock goes wrong, and how we know. */

import type { TerminalRow } from '../../../shared/link/api.ts';

export interface Skew {
  readonly ms: number;
  /** By records from the future, or by the server's clock, which terminals are set by. */
  readonly by: 'records' | 'server';
  /** Whether it is more than clocks may differ. */
  readonly isWrong: boolean;
}

/** More than clocks may differ. */
export const WRONG_MS = 60_000;

/** Records of the past may have waited and prove nothing. Null while nothing tells. */
export function skewOf({ clock }: Pick<TerminalRow, 'clock'>): Skew | null {
  const { recordAheadMs, serverAheadMs } = clock;
  if (recordAheadMs !== null && recordAheadMs > WRONG_MS) {
    return { ms: recordAheadMs, by: 'records', isWrong: true };
  }
  if (serverAheadMs === null) return null;
  return { ms: serverAheadMs, by: 'server', isWrong: Math.abs(serverAheadMs) > WRONG_MS };
}
