/** How many records wait in a terminal for the server to take them. */

import type { TerminalRow } from '../../../shared/link/api.ts';

/** Null while either number is not known. */
export const backlogOf = ({
  devNo,
  acknowledged,
}: Pick<TerminalRow, 'devNo' | 'acknowledged'>): number | null =>
  devNo === null || acknowledged === null ? null : Math.max(0, devNo - acknowledged);
