/** Rows that were made not long ago, so that lists and snapshots need not read them again. */

import type { Language } from '../../shared/codec/frame.ts';
import type { Row } from '../../shared/link/api.ts';

const MOST = 4_000;

export class RecentRows {
  /** By position, oldest entry first. */
  readonly #rows: Readonly<Record<Language, Map<number, Row>>> = { en: new Map(), zh: new Map() };

  get(position: number, language: Language): Row | undefined {
    return this.#rows[language].get(position);
  }

  put(position: number, language: Language, row: Row): void {
    const rows = this.#rows[language];
    rows.set(position, row);
    if (rows.size <= MOST) return;
    for (const oldest of rows.keys()) {
      rows.delete(oldest);
      break;
    }
  }
}
