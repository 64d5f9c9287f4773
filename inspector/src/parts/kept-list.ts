/** Things that somebody gave a name: how they are read, and what becomes of a name that is taken. */

export interface Named {
  readonly name: string;
}

/** Reads any text; what is none of them is left out. */
export function readList<Item>(
  text: string | null,
  isItem: (value: unknown) => value is Item,
): readonly Item[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isItem) : [];
  } catch {
    return [];
  }
}

/** Under a name that is taken, the earlier one gives way. */
export function withSaved<Item extends Named>(
  items: readonly Item[],
  more: readonly Item[],
): readonly Item[] {
  const byName = new Map([...items, ...more].map((each) => [each.name, each]));
  return [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
