/** Whether commands came in the order in which they were recorded, batch after batch. */

import type { Command } from './batch.ts';

/** So many are looked back upon. */
const MOST = 200;

interface Place {
  readonly recordedN: number;
  readonly observedN: number;
}

export interface Overtaken {
  readonly command: Command;
  /** The recorded exchange of others that came on the other side of it. */
  readonly otherN: number;
}

export class Overtaking {
  readonly #told: Place[] = [];

  /** The first of them that overtook others, or was overtaken by them; null when all came in order. */
  take(recorded: readonly Command[]): Overtaken | null {
    let found: Overtaken | null = null;
    const places: Place[] = [];
    for (const command of recorded) {
      if (command.partner === null) continue;
      const [recordedN, observedN] = [command.batch.n, command.partner.batch.n];
      places.push({ recordedN, observedN });
      const other = this.#told.find((each) => (each.recordedN - recordedN) * (each.observedN - observedN) < 0); // prettier-ignore
      if (other !== undefined) found ??= { command, otherN: other.recordedN };
    }
    this.#told.push(...places);
    this.#told.splice(0, Math.max(0, this.#told.length - MOST));
    return found;
  }
}
