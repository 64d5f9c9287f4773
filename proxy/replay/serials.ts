/** Serials that somebody maps: one that no terminal of the recording has would quietly change nothing. */

const NAMED = 8;

/** Why a mapping of these is none, in one sentence; null when each of them is in the recording. */
export function strangerIn(
  mapped: Iterable<string>,
  terminals: readonly string[],
  path: string,
): string | null {
  const stranger = [...mapped].find((sn) => !terminals.includes(sn));
  if (stranger === undefined) return null;
  const rest = terminals.length - NAMED;
  const named = terminals.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `${path} has no terminal ${stranger} to be mapped; map one of ${named}.`;
}
