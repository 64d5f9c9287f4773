/** What the address bar says: view, capture, exchange, filter. A link shows a colleague the same. */

import { readAddress, writeAddress, type Place } from './address.ts';

class Address {
  #place = $state.raw<Place>(readAddress(location.hash));

  constructor() {
    window.addEventListener('hashchange', () => (this.#place = readAddress(location.hash)));
  }

  get place(): Place {
    return this.#place;
  }

  /** Goes to a place that deserves a step in the browser's history. */
  go(change: Partial<Place>): void {
    this.#put(change, 'pushState');
  }

  /** Changes the place without a step in the history: moving through the list, typing a filter. */
  move(change: Partial<Place>): void {
    this.#put(change, 'replaceState');
  }

  /** Goes where a link leads; clicks for which a browser has a use of its own are left to it. */
  leadTo(change: Partial<Place>): (event: MouseEvent) => void {
    return (event) => {
      event.stopPropagation();
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(change);
    };
  }

  /** The address of a place, for links. */
  link(change: Partial<Place>): string {
    return writeAddress({ ...this.#place, ...change });
  }

  #put(change: Partial<Place>, how: 'pushState' | 'replaceState'): void {
    const next = { ...this.#place, ...change };
    const hash = writeAddress(next);
    if (hash === writeAddress(this.#place)) return;
    this.#place = next;
    history[how](null, '', hash);
  }
}

export const address = new Address();
