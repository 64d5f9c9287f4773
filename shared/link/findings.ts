/** GET /api/findings, POST and DELETE /api/mutes: what the findings of a capture add up to, and which do not count. */

import type { Mute } from '../capture/line.ts';
import type { Fault } from '../findings/finding.ts';
import type { Counts, Severity } from '../findings/severity.ts';

/** How many findings count, by severity, and how many are muted. */
export interface FindingTotals extends Counts {
  readonly muted: number;
}

/** Findings of one rule at one terminal. */
export interface FindingTerminal {
  /** Empty where no serial was given. */
  readonly sn: string;
  readonly count: number;
  /** The gravest of them. */
  readonly severity: Severity;
  /** Exchanges with the lowest and the highest number among them. */
  readonly firstN: number;
  readonly lastN: number;
  /** Why they do not count; absent where they do. */
  readonly muted?: string;
}

export interface FindingGroup {
  readonly code: string;
  /** The gravest that counts; of groups that are muted altogether, the gravest. */
  readonly severity: Severity;
  /** Section of the vendor's document, or 'observed'. */
  readonly section: string;
  /** Absent where it is our own. */
  readonly fault?: Fault;
  /** What it is about, in a few words. */
  readonly title: string;
  /** What is said of the first exchange. */
  readonly message: string;
  readonly remedy: string;
  /** Those that count, and those that are muted. */
  readonly count: number;
  readonly muted: number;
  /** The most frequent first; the first so many. */
  readonly terminals: readonly FindingTerminal[];
  readonly moreTerminals: number;
}

export interface FindingList {
  readonly totals: FindingTotals;
  /** The gravest first, then the most frequent. */
  readonly groups: readonly FindingGroup[];
  readonly mutes: readonly Mute[];
  /** Share (0 to 1) of the capture that was read so far; absent once all of it was. */
  readonly progress?: number;
}

/** Characters of a reason. */
export const LONGEST_REASON = 1_000;

/** Body of POST /api/mutes. DELETE takes `code`, `sn` and `capture` as its query. Both answer 200 with FindingTotals. */
export interface MuteRequest extends Mute {
  /** Name of an earlier capture; without it, the run being recorded. */
  readonly capture?: string;
}
