/** Rows that were made not long ago, so that lists and snapshots need not read them again. */

import type { Language } from '../../shared/codec/frame.ts';
import type { Row } from '../../shared/link/api.ts';

const MOST = 4_000;

interface Kept {
  readonly position: number;
  readonly row: Row;
}

export class RecentRows {
  /** A ring: the row of a position stands at its remainder. */
  readonly #rows: Readonly<Record<Language, (Kept | undefined)[]>> = { en: [], zh: [] };

  get(position: number, language: Language): Row | undefined {
    const kept = this.#rows[language][position % MOST];
    return kept?.position === position ? kept.row : undefined;
  }

  put(position: number, language: Language, row: Row): void {
    this.#rows[language][position % MOST] = { position, row };
  }
}
