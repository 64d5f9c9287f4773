/** Whether commands came in the order in which they were recorded, batch after batch. */

import type { Command } from './batch.ts';

/** So many are looked back upon. */
const MOST = 200;

interface Place {
  readonly recordedN: number;
  readonly observedN: number;
}

export class Overtaking {
  readonly #told: Place[] = [];

  /** The recorded exchange of earlier commands that came later than one of these, or of later ones that came earlier; null without one. */
  take(recorded: readonly Command[]): number | null {
    const places = recorded.flatMap(({ batch, partner }) =>
      partner === null ? [] : [{ recordedN: batch.n, observedN: partner.batch.n }],
    );
    let found: number | null = null;
    for (const { recordedN, observedN } of places) {
      const other = this.#told.find(
        (each) => (each.recordedN - recordedN) * (each.observedN - observedN) < 0,
      );
      found ??= other?.recordedN ?? null;
    }
    this.#told.push(...places);
    this.#told.splice(0, Math.max(0, this.#told.length - MOST));
    return found;
  }
}
