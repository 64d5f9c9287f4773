/** The numbers behind the charts: asked for again while an earlier capture is still being read. */

import type { Statistics, StatisticsQuery } from '../../../shared/link/statistics.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { keepAsking } from '../link/keep-asking.ts';

/** While the desk reads, and while terminals go on talking. */
const READING_MS = 400;
const LIVE_MS = 5_000;

export class StatisticsOf {
  numbers = $state.raw<Statistics | null>(null);
  failure = $state.raw<DeskError | null>(null);
  readonly #onRefused: (error: unknown) => void;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Asks until it is told to end; what changes by itself is asked for again and again. */
  watch(query: StatisticsQuery): () => void {
    return keepAsking(async (signal) => {
      try {
        this.numbers = await desk.statistics({ ...query, signal });
        this.failure = null;
      } catch (error) {
        if (signal.aborted) return null;
        this.#onRefused(error);
        this.failure = deskErrorOf(error);
      }
      if (this.numbers?.progress !== undefined) return READING_MS;
      return query.capture === undefined ? LIVE_MS : null;
    });
  }
}
