/** What was found in an exchange, each kind of finding once. */

import type { FoundCode } from '../../shared/findings/finding.ts';

const NONE: readonly FoundCode[] = [];

export function foundIn(findings: readonly FoundCode[]): readonly FoundCode[] {
  if (findings.length === 0) return NONE;
  const once = new Map(findings.map(({ code, severity }) => [`${code} ${severity}`, { code, severity }])); // prettier-ignore
  return [...once.values()].sort((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0)); // prettier-ignore
}
