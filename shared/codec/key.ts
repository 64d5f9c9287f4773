/** Our name for a thing that nobody defined, made from the spelling on the wire. */

/** Names come from peers, so what is kept of them has a limit. */
const MOST_KEPT = 1000;
const kept = new Map<string, string>();

/** `Content-Length` → contentLength, `~DeviceName` → deviceName, `FPCount` → fpCount, `SN` → sn. */
export function keyOf(wire: string): string {
  const known = kept.get(wire);
  if (known !== undefined) return known;
  const key = wire
    .split(/[\s!-/:-@[-`{-~]+/)
    .filter((word) => word !== '')
    .map((word, index) =>
      index === 0 ? lowerStart(word) : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join('');
  if (kept.size >= MOST_KEPT) kept.clear();
  const unique = uniqueOf(key);
  kept.set(wire, unique);
  return unique;
}

/** The one string of that text that engines keep for property names: it is compared by its address. */
const uniqueOf = (key: string): string => Object.keys({ [key]: true })[0] ?? key;

/** Lower-cases a leading run of capitals, save the one that begins the next word. */
function lowerStart(word: string): string {
  const capitals = /^[A-Z]+(?![a-z])|^[A-Z]/.exec(word)?.[0] ?? '';
  return capitals.toLowerCase() + word.slice(capitals.length);
}
