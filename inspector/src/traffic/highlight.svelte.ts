/** The highlight: whether it is being written, and the way from one lit exchange to the next. */

import { tick } from 'svelte';
import { address } from '../address.svelte.ts';
import { language } from '../language/language.svelte.ts';
import { deskErrorOf } from '../link/desk.ts';
import { both, neighbour } from '../link/neighbour.ts';
import type { Notice } from '../parts/notice.svelte.ts';
import type { Traffic } from './traffic.svelte.ts';

export class Highlight {
  #writing = $state(false);
  readonly #traffic: Traffic;
  readonly #notice: Notice;
  readonly #onRefused: (error: unknown) => void;
  #stepping = new AbortController();

  constructor(traffic: Traffic, notice: Notice, onRefused: (error: unknown) => void) {
    this.#traffic = traffic;
    this.#notice = notice;
    this.#onRefused = onRefused;
  }

  /** Whether there is a place to write it. */
  get isOpen(): boolean {
    return this.#writing || address.place.highlight !== '';
  }

  async write(): Promise<void> {
    this.#writing = true;
    await tick();
    document.querySelector<HTMLInputElement>('[data-highlight] input')?.select();
  }

  end(): void {
    this.#writing = false;
    address.go({ highlight: '' });
  }

  /** Opens the next lit exchange of the list, or the one before; round at the ends. */
  async step(by: 1 | -1): Promise<void> {
    this.#stepping.abort();
    const { signal } = (this.#stepping = new AbortController());
    const { capture, filter, highlight, idle, n } = address.place;
    const say = language.say.highlights;
    if (highlight === '') {
      this.#notice.say(say.nothing);
      return;
    }
    const query = {
      ...(capture === null ? {} : { capture }),
      filter: both(filter, highlight),
      idle: idle ? '1' : '0',
    } as const;
    try {
      const found = await neighbour(query, n, by, signal);
      if (signal.aborted) return;
      if (found === undefined) this.#notice.say(say.none);
      else await this.#traffic.go(found.n);
    } catch (error) {
      if (signal.aborted) return;
      this.#onRefused(error);
      this.#notice.say(deskErrorOf(error).message);
    }
  }
}
