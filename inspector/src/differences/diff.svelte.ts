/** A comparison of two captures: asked for again until the desk is through, or somebody stops it. */

import type { Report } from '../../../shared/compare/index.ts';
import type { DiffQuery } from '../../../shared/link/diff.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';

const AGAIN_MS = 50;

export class CaptureDiff {
  report = $state.raw<Report | null>(null);
  /** Share that is done. */
  progress = $state(0);
  stopped = $state(false);
  failure = $state.raw<DeskError | null>(null);
  readonly #onRefused: (error: unknown) => void;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Asks for it until it is there; returns what ends the asking. */
  watch(query: DiffQuery): () => void {
    const ending = new AbortController();
    this.report = null;
    this.failure = null;
    this.progress = 0;
    void this.#ask(query, ending.signal);
    return () => ending.abort();
  }

  async #ask(query: DiffQuery, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        const { report, progress } = await desk.diff({ ...query, signal });
        this.progress = progress ?? 1;
        this.report = report ?? null;
        if (report !== undefined) return;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#onRefused(error);
      this.failure = deskErrorOf(error);
    }
  }
}
