/** Serials in sentences, and those that somebody maps. */

const NAMED = 8;

/** The first of them, and how many more there are. */
export function someOf(serials: readonly string[]): string {
  const rest = serials.length - NAMED;
  return serials.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/**
 * Two terminals of the recording that a mapping makes one, in one sentence; null when each stays its own. What
 * the other side says to the one cannot be told from what it says to the other.
 */
export function mergedBy(
  mapping: ReadonlyMap<string, string>,
  terminals: readonly string[],
  path: string,
): string | null {
  const owners = new Map<string, string>();
  for (const sn of terminals) {
    const other = mapping.get(sn) ?? sn;
    const owner = owners.get(other);
    if (owner !== undefined) {
      return `${path} has both ${owner} and ${sn}, and both would be ${other}; map each to a serial of its own.`;
    }
    owners.set(other, sn);
  }
  return null;
}

/**
 * Why a mapping of these is none, in one sentence; null when each of them is in the recording: one that
 * no terminal has would quietly change nothing.
 */
export function strangerIn(
  mapped: Iterable<string>,
  terminals: readonly string[],
  path: string,
): string | null {
  const stranger = [...mapped].find((sn) => !terminals.includes(sn));
  if (stranger === undefined) return null;
  return `${path} has no terminal ${stranger} to be mapped; map one of ${someOf(terminals)}.`;
}
