/** How well letters written in order fit a name; higher is better, null is not at all. */

const START = 12;
const RUN = 6;
const LETTER = 1;
/** A long name in which the letters lie far apart is rarely what was meant. */
const GAP = -0.2;

/** At the beginning of a word, of an inner capital, or of the name. */
const isStart = (name: string, at: number) =>
  at === 0 ||
  /[^\p{L}\p{N}]/u.test(name[at - 1] ?? '') ||
  (/\p{Lu}/u.test(name[at] ?? '') && /\p{Ll}/u.test(name[at - 1] ?? ''));

function scoreFrom(wanted: string, name: string, first: number): number | null {
  const lower = name.toLowerCase();
  let score = 0;
  let before = first - 1;
  for (const letter of wanted) {
    const at = lower.indexOf(letter, before + 1);
    if (at < 0) return null;
    score +=
      LETTER + (isStart(name, at) ? START : 0) + (at === before + 1 ? RUN : GAP * (at - before));
    before = at;
  }
  return score;
}

/** The whole of it in one run comes first: its best beginning counts. */
export function fuzzyScore(wanted: string, name: string): number | null {
  const letters = wanted.toLowerCase().replace(/\s+/g, '');
  if (letters === '') return 0;
  const lower = name.toLowerCase();
  let best: number | null = null;
  for (
    let at = lower.indexOf(letters[0] ?? '');
    at >= 0;
    at = lower.indexOf(letters[0] ?? '', at + 1)
  ) {
    const score = scoreFrom(letters, name, at);
    if (score !== null && (best === null || score > best)) best = score;
  }
  return best;
}

/** What fits, the best first; equals keep their order. */
export function fuzzyFind<Item extends { readonly name: string }>(
  wanted: string,
  items: readonly Item[],
): readonly Item[] {
  return items
    .map((item) => ({ item, score: fuzzyScore(wanted, item.name) }))
    .filter((each): each is { item: Item; score: number } => each.score !== null)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
