/** What many exchanges have in common: whose they are, of what kind, how they ended. Kept once, by number. */

import type { RowFacts } from '../../shared/filter/subject.ts';
import { kept } from './words.ts';

export type Common = Pick<
  RowFacts,
  'sn' | 'kind' | 'table' | 'outcome' | 'severity' | 'changed' | 'idle' | 'named'
>;

export class CommonFacts {
  readonly #numbers = new Map<string, number>();
  readonly #items: Common[] = [];

  get items(): readonly Common[] {
    return this.#items;
  }

  number({ sn, kind, table, outcome, severity, changed, idle, named = null }: Common): number {
    const ofTerminal = kept(sn);
    const ofTable = kept(table);
    const key = `${kind} ${outcome} ${severity} ${changed} ${idle} ${ofTerminal.length} ${ofTerminal}${ofTable}${named === null ? '' : `\n${named.join('\n')}`}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const common = {
        sn: ofTerminal,
        kind,
        table: ofTable,
        outcome,
        severity,
        changed,
        idle,
        named,
      };
      number = this.#items.push(common) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** Those of a number that was given here. */
  at(number: number): Common {
    return this.#items[number] as Common;
  }
}
