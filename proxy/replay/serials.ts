/** Serials in sentences, and those that somebody maps. */

const NAMED = 8;

/** The first of them, and how many more there are. */
export function someOf(serials: readonly string[]): string {
  const rest = serials.length - NAMED;
  return serials.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
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
