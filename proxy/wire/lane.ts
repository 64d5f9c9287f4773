/** What carries a terminal connection's bytes: the wire lane or the console lane. */

import type { Buffer } from 'node:buffer';

export interface Lane {
  /**
   * The bytes that came before the lane was chosen, in pieces. Of the last piece only [0, readTo) has
   * been read for messages; all others wholly.
   */
  begin(pieces: readonly Buffer[], readTo: number): void;
  take(bytes: Buffer): void;
  /** The terminal sends no more (FIN). */
  terminalEnded(): void;
  /** The terminal reads again. */
  terminalDrained(): void;
  /** The terminal's connection is gone. */
  terminalGone(): void;
  /** Called about once a second: the one place for whatever takes too long. */
  sweep(nowMs: number): void;
  /** Whether nothing is under way that would have to end first. */
  readonly isIdle: boolean;
  /** Ends both sides at once; what is under way is recorded as broken off. */
  cut(): void;
}
