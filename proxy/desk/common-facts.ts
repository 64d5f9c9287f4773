/** What many exchanges have in common: whose they are, of what kind, how they ended. Kept once, by number. */

import { worstOf, type Mutes } from '../../shared/findings/index.ts';
import type { RowFacts } from '../../shared/filter/subject.ts';
import { kept } from './words.ts';

export type Common = Pick<
  RowFacts,
  | 'sn'
  | 'kind'
  | 'table'
  | 'outcome'
  | 'severity'
  | 'found'
  | 'muted'
  | 'changed'
  | 'idle'
  | 'named'
>;

export class CommonFacts {
  readonly #numbers = new Map<string, number>();
  readonly #items: Common[] = [];
  readonly #mutes: Mutes;

  constructor(mutes: Mutes) {
    this.#mutes = mutes;
  }

  get items(): readonly Common[] {
    return this.#items;
  }

  number(given: Common): number {
    const { kind, outcome, changed, idle, named = null } = given;
    const sn = kept(given.sn);
    const table = kept(given.table);
    const key = `${kind} ${outcome} ${foundKey(given)} ${changed} ${idle} ${sn.length} ${sn}${table}${named === null ? '' : `\n${named.join('\n')}`}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const { severity, found } = given;
      const common = { sn, kind, table, outcome, severity, changed, idle, named };
      const judged = found === undefined ? common : this.#judged({ ...common, found });
      number = this.#items.push(judged) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** Those of a number that was given here. */
  at(number: number): Common {
    return this.#items[number] as Common;
  }

  /** Other findings are muted than before. */
  judge(): void {
    this.#items.forEach((common, number) => (this.#items[number] = this.#judged(common)));
  }

  #judged(common: Common): Common {
    const { found, sn } = common;
    if (found === undefined || found.length === 0) return common;
    const counting = found.filter(({ code }) => this.#mutes.reasonOf(code, sn) === null);
    return { ...common, severity: worstOf(counting), muted: counting.length < found.length };
  }
}

/** How grave they are follows from what was found, where that is known. */
const foundKey = ({ severity, found }: Common): string =>
  found === undefined
    ? String(severity)
    : found.map((each) => `${each.severity}:${each.code}`).join(',');
