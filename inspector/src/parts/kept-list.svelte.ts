/** Things that somebody gave a name, in the order of their names, kept by the browser. */

import { kept } from './kept.ts';
import { readList, withSaved, type Named } from './kept-list.ts';

export class KeptList<Item extends Named> {
  readonly #kept;
  #items = $state.raw<readonly Item[]>([]);

  constructor(name: string, isItem: (value: unknown) => value is Item) {
    this.#kept = kept(name);
    const read = () => (this.#items = readList(this.#kept.read(), isItem));
    read();
    // Another page of the same browser may have changed them.
    window.addEventListener('storage', read);
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** What has no name is not kept. */
  add(...more: readonly Item[]): void {
    const named = more.map((each) => ({ ...each, name: each.name.trim() }));
    this.#put(
      withSaved(
        this.#items,
        named.filter(({ name }) => name !== ''),
      ),
    );
  }

  /** One that has the new name gives way. */
  rename(from: string, to: string): void {
    const name = to.trim();
    const found = this.#items.find((each) => each.name === from);
    if (name === '' || found === undefined) return;
    const others = this.#items.filter((each) => each !== found);
    this.#put(withSaved(others, [{ ...found, name }]));
  }

  remove(name: string): void {
    this.#put(this.#items.filter((each) => each.name !== name));
  }

  #put(items: readonly Item[]): void {
    this.#items = items;
    this.#kept.write(JSON.stringify(items));
  }
}
