/** What the desk knows of one terminal beyond its row: asked for while it is on screen, and again when more was said. */

import type { Language } from '../../../shared/codec/frame.ts';
import type { Knowledge } from '../../../shared/session/knowledge.ts';
import { DeskError, desk } from '../link/desk.ts';

/** A busy terminal speaks all the time; nobody reads faster than this. */
const PAUSE_MS = 3_000;

export interface KnownWish {
  readonly sn: string;
  readonly language: Language;
  /** Null for the live one. */
  readonly capture: string | null;
  /** Changes when there is more to be known. */
  readonly exchanges: number;
}

const about = ({ sn, language, capture }: KnownWish) => JSON.stringify([sn, language, capture]);

export class Known {
  knowledge = $state.raw<Knowledge | null>(null);
  readonly #onRefused: (error: unknown) => void;
  #wish: KnownWish | null = null;
  #asking: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  want(wish: KnownWish): void {
    const isSame = this.#wish !== null && about(this.#wish) === about(wish);
    this.#wish = wish;
    // Something else at once, more of the same at the end of the pause.
    if (!isSame) {
      this.leave();
      void this.#ask();
    } else this.#timer ??= setTimeout(() => void this.#ask(), PAUSE_MS);
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asking?.abort();
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    const wish = this.#wish;
    if (wish === null) return;
    const { signal } = (this.#asking = new AbortController());
    const { sn, language, capture } = wish;
    try {
      const query = { language, signal, ...(capture !== null && { capture }) };
      const { knowledge } = await desk.terminal(sn, query);
      if (!signal.aborted) this.knowledge = knowledge;
    } catch (error) {
      // A terminal that the desk has forgotten has nothing more to tell.
      const isGone = error instanceof DeskError && error.status === 404;
      if (!signal.aborted && !isGone) this.#onRefused(error);
    }
  }
}
