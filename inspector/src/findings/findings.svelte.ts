/** The findings of a capture: asked for until the desk is through, then as they come; and what is muted of them. */

import type { Mute } from '../../../shared/capture/line.ts';
import type { Language } from '../../../shared/codec/frame.ts';
import type { FindingList } from '../../../shared/link/findings.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { keepAsking } from '../link/keep-asking.ts';

/** While the desk reads, and while terminals go on talking. */
const READING_MS = 100;
const LIVE_MS = 2_000;

export interface FindingsWish {
  readonly capture: string | null;
  readonly language: Language;
}

export class Findings {
  list = $state.raw<FindingList | null>(null);
  failure = $state.raw<DeskError | null>(null);
  /** What is looked at, which may be another capture by the time that a change is made. */
  #watched: FindingsWish | null = null;
  /** The newest question: what an older one brings comes too late. */
  #asked = 0;
  readonly #onRefused: (error: unknown) => void;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Asks until it is told to end; what changes by itself is asked for again and again. */
  watch(wish: FindingsWish): () => void {
    this.#watched = wish;
    return keepAsking(async (signal) => {
      await this.#ask(wish, signal);
      if (this.list?.progress !== undefined && this.failure === null) return READING_MS;
      return wish.capture === null ? LIVE_MS : null;
    });
  }

  /** Whether the desk kept it; why not stands in `failure`. */
  mute(wish: FindingsWish, mute: Mute): Promise<boolean> {
    const { capture } = wish;
    return this.#change(wish, desk.mute({ ...mute, ...(capture !== null && { capture }) }));
  }

  unmute(wish: FindingsWish, { code, sn }: Mute): Promise<boolean> {
    return this.#change(wish, desk.unmute({ code, sn, capture: wish.capture ?? undefined }));
  }

  async #change(wish: FindingsWish, done: Promise<unknown>): Promise<boolean> {
    try {
      await done;
    } catch (error) {
      this.#onRefused(error);
      if (wish.capture === this.#watched?.capture) this.failure = deskErrorOf(error);
      return false;
    }
    if (this.#watched !== null) await this.#ask(this.#watched);
    return true;
  }

  async #ask({ capture, language }: FindingsWish, signal?: AbortSignal): Promise<void> {
    const asked = ++this.#asked;
    const isLate = () => signal?.aborted === true || asked !== this.#asked;
    try {
      const list = await desk.findings({ capture: capture ?? undefined, language, ...(signal && { signal }) }); // prettier-ignore
      if (isLate()) return;
      this.list = list;
      this.failure = null;
    } catch (error) {
      if (isLate()) return;
      this.#onRefused(error);
      this.failure = deskErrorOf(error);
    }
  }
}
