/** What a filter is asked about: the cheap facts of an exchange, and the exchange read whole. */

import type { Outcome } from '../capture/exchange.ts';
import type { Frame, Kind } from '../codec/frame.ts';
import type { Finding, FoundCode } from '../findings/finding.ts';
import type { Severity } from '../findings/severity.ts';

/** Known of every exchange without decoding it. */
export interface RowFacts {
  readonly n: number;
  readonly atMs: number;
  readonly sn: string;
  readonly kind: Kind;
  readonly table: string;
  readonly outcome: Outcome;
  readonly totalMs: number;
  /** Body bytes of request and reply. */
  readonly size: number;
  /** The worst finding that counts; null without any. */
  readonly severity: Severity | null;
  /** All findings, each once; absent where nobody has looked. */
  readonly found?: readonly FoundCode[];
  /** Whether one of them is muted. */
  readonly muted?: boolean;
  /** Whether a message was changed on the way. */
  readonly changed: boolean;
  /** A poll that was answered by a bare OK. */
  readonly idle: boolean;
  /** The tables that its commands name, where somebody has looked; null where they are too many to keep. */
  readonly named?: readonly string[] | null;
  /** The terminal's address:port, where the index keeps it. */
  readonly peer?: string;
  /** Whether somebody marked it, and what was noted on it, where notes are kept. */
  readonly marked?: boolean;
  readonly note?: string;
}

/** Commands stand in replies to polls; an unknown endpoint may be one for polls too. */
export const mayCarryCommands = ({ kind, idle }: Pick<RowFacts, 'kind' | 'idle'>): boolean =>
  (kind === 'poll' && !idle) || kind === 'other';

/** An exchange read whole. */
export interface FrameSubject extends RowFacts {
  readonly frame: Frame;
  readonly findings: readonly Finding[];
  /** Bodies as text, in their charset. */
  readonly requestBody: string;
  readonly responseBody: string;
  /** The states (`delivered`, `acknowledged` …) of the commands that this exchange carries, by id. */
  readonly commandStates?: ReadonlyMap<string, string>;
}
