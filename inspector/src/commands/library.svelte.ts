/** The library of saved commands, kept by the browser as saved filters are. */

import { kept } from '../parts/kept.ts';
import { libraryText, readLibrary, withSaved, type SavedCommand } from './library.ts';

class Library {
  readonly #kept = kept('commands');
  #items = $state.raw<readonly SavedCommand[]>(readLibrary(this.#kept.read()));

  constructor() {
    // Another page of the same browser may have changed them.
    window.addEventListener('storage', () => (this.#items = readLibrary(this.#kept.read())));
  }

  get items(): readonly SavedCommand[] {
    return this.#items;
  }

  add(...more: readonly SavedCommand[]): void {
    this.#put(withSaved(this.#items, more));
  }

  remove(name: string): void {
    this.#put(this.#items.filter((each) => each.name !== name));
  }

  #put(items: readonly SavedCommand[]): void {
    this.#items = items;
    this.#kept.write(libraryText(items));
  }
}

export const library = new Library();
