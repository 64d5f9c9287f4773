/** What a comparison of many exchanges comes to: the form that scripts and the page read. */

import type { Kind } from '../codec/frame.ts';
import type { Difference, Verdict } from './difference.ts';

export interface ReportedDifference extends Omit<Difference, 'noise'> {
  readonly n: number;
  readonly sn: string;
  readonly kind: Kind;
  readonly table: string;
  /** The number of the other one, where it was observed in a capture. */
  readonly observedN?: number;
}

export interface Alone {
  readonly n: number;
  readonly sn: string;
  readonly kind: Kind;
  readonly table: string;
  readonly summary: string;
  readonly closest: {
    readonly n: number;
    readonly summary: string;
    readonly differences: readonly Omit<Difference, 'noise'>[];
  } | null;
  /** Why that says nothing; null when it does. */
  readonly noise: string | null;
}

export interface Noise {
  readonly field: string;
  readonly kind: Kind;
  readonly reason: string;
  readonly count: number;
}

export interface LeftOut {
  readonly n: number;
  readonly why: string;
}

export interface Report {
  readonly verdict: Verdict;
  readonly exchanges: number;
  readonly identical: number;
  readonly sameMeaning: number;
  readonly different: number;
  readonly differences: readonly ReportedDifference[];
  /** Differences beyond those that are listed. */
  readonly more: number;
  readonly missing: readonly Alone[];
  readonly extra: readonly Alone[];
  readonly noise: readonly Noise[];
  /** Requests that were not sent. */
  readonly leftOut: readonly LeftOut[];
}
