/** How grave findings are: the degrees in their order, and how many there are of each. */

import type { Finding } from './finding.ts';

/** The gravest first. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The graver stands before the other. */
export const byGravity = (one: Severity, other: Severity): number =>
  SEVERITIES.indexOf(one) - SEVERITIES.indexOf(other);

/** The worst of those that count; null without any. */
export function worstOf(findings: readonly Pick<Finding, 'severity' | 'muted'>[]): Severity | null {
  return findings.reduce<Severity | null>(
    (worst, { severity, muted }) =>
      muted === undefined && (worst === null || byGravity(severity, worst) < 0) ? severity : worst,
    null,
  );
}

export type Tally = Record<Severity, number>;
export type Counts = Readonly<Tally>;

export const noCounts = (): Tally => ({ error: 0, warning: 0, note: 0 });

export const sumOf = (counts: Counts): number => counts.error + counts.warning + counts.note;

/** The gravest of which there are any; a note where there is none. */
export const worstIn = (counts: Counts): Severity =>
  SEVERITIES.find((severity) => counts[severity] > 0) ?? 'note';
