/** What a comparison says: two readings of one field, or an exchange that one side alone has. */

import type { Kind, Span } from '../codec/frame.ts';

/**
 * identical: the same bytes · same-meaning: only noise differs · different: something differs that a
 * terminal, a server or an auditor would see.
 */
export type Verdict = 'identical' | 'same-meaning' | 'different';

export type MessagePart = 'request' | 'response';

export interface Difference {
  readonly part: MessagePart;
  /** Our key of the field. */
  readonly key: string;
  /** Its spelling on the wire. */
  readonly field: string;
  /** The command or record it stands in, in words; empty outside any. */
  readonly within: string;
  /** The exact texts; null where a side has no such field. */
  readonly recorded: string | null;
  readonly observed: string | null;
  /** The same for people; secrets are masked. */
  readonly recordedText: string;
  readonly observedText: string;
  readonly recordedSpan: Span | null;
  readonly observedSpan: Span | null;
  /** Whether a side is a secret, or holds one: people are to see the texts alone. */
  readonly secret: boolean;
  /** Why this says nothing about the meaning; null when it does. */
  readonly noise: string | null;
}

/** A field that may differ, as a person writes it down; see the lines of type `noise` in a golden. */
export interface NoiseRule {
  /** Our key or the vendor's spelling, in any case. */
  readonly field: string;
  readonly kind?: Kind;
  readonly part?: MessagePart;
  /** Beginning of the command or record it stands in, such as `SET OPTION`. */
  readonly within?: string;
  readonly reason: string;
}

export const verdictOf = (isSameBytes: boolean, differences: readonly Difference[]): Verdict =>
  differences.some(({ noise }) => noise === null)
    ? 'different'
    : isSameBytes
      ? 'identical'
      : 'same-meaning';

const RANK: Readonly<Record<Verdict, number>> = { identical: 0, 'same-meaning': 1, different: 2 };

/** The verdict on the whole from those on its parts. */
export const worse = (one: Verdict, other: Verdict): Verdict =>
  RANK[one] >= RANK[other] ? one : other;
