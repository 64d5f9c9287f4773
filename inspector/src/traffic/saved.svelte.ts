/** Filters that somebody gave a name, kept by the browser. */

import { kept } from '../parts/kept.ts';

export interface SavedFilter {
  readonly name: string;
  readonly filter: string;
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'filter' in value &&
  typeof value.filter === 'string';

/** Reads any text; what is no saved filter is left out. */
export function readSaved(text: string | null): readonly SavedFilter[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isSaved) : [];
  } catch {
    return [];
  }
}

class SavedFilters {
  readonly #kept = kept('filters');
  #items = $state.raw<readonly SavedFilter[]>(readSaved(this.#kept.read()));

  constructor() {
    // Another page of the same browser may have changed them.
    window.addEventListener('storage', () => (this.#items = readSaved(this.#kept.read())));
  }

  get items(): readonly SavedFilter[] {
    return this.#items;
  }

  /** Under a name that is taken, the earlier filter gives way. */
  save(name: string, filter: string): void {
    const saved = { name: name.trim(), filter };
    if (saved.name === '') return;
    this.#put([...this.#items.filter((each) => each.name !== saved.name), saved]);
  }

  rename(from: string, to: string): void {
    const name = to.trim();
    if (name === '' || name === from) return;
    this.#put(
      this.#items
        .filter((each) => each.name !== name)
        .map((each) => (each.name === from ? { ...each, name } : each)),
    );
  }

  remove(name: string): void {
    this.#put(this.#items.filter((each) => each.name !== name));
  }

  #put(items: readonly SavedFilter[]): void {
    this.#items = items.toSorted((a, b) => a.name.localeCompare(b.name));
    this.#kept.write(JSON.stringify(this.#items));
  }
}

export const saved = new SavedFilters();
