/** What an upload adds up to, and the line that says so: "2 consumption records, 25.50, RecNo 37-38". */

import type { TableSpec } from '../../spec/table.ts';
import type { Field, Language } from '../frame.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { moneyText } from '../read-value.ts';
import type { ReadyLayout } from './layout.ts';

const SECOND = {
  en: (money: string) => ` and ${money} from the second wallet`,
  zh: (money: string) => `（子钱包 ${money}）`,
} as const;

/** Records of one kind that are told apart: corrections, refunds. */
interface Apart {
  readonly name: string;
  records: number;
  /** Null while no amount was read. */
  cents: number | null;
}

const plus = (sum: number | null, cents: number | null): number | null =>
  cents === null ? sum : (sum ?? 0) + cents;

export class Tally {
  #records = 0;
  /** Null while no amount was read: nothing is not 0.00. */
  #cents: number | null = null;
  /** Of the second wallet; null while no record has one. */
  #alsoCents: number | null = null;
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  readonly #apart = new Map<string, Apart>();
  readonly #table: TableSpec | undefined;

  constructor(table: TableSpec | undefined) {
    this.#table = table;
  }

  /** `cells` as they stand in `layout`; null when nobody defined the table. */
  add(layout: ReadyLayout | null, cells: readonly Field[]): void {
    this.#records++;
    if (layout === null) return;
    const recNo = cells[layout.recNo]?.value;
    if (typeof recNo === 'number') {
      if (recNo < this.#lowest) this.#lowest = recNo;
      if (recNo > this.#highest) this.#highest = recNo;
    }
    const money = cells[layout.sum]?.value;
    const cents = typeof money === 'number' ? money : null;
    const kind = cells[layout.apart];
    if (
      kind !== undefined &&
      kind.value !== null &&
      this.#table?.apart?.values.includes(kind.raw) === true
    ) {
      const apart = this.#apart.get(kind.raw) ?? { name: kind.text, records: 0, cents: null };
      apart.records++;
      apart.cents = plus(apart.cents, cents);
      this.#apart.set(kind.raw, apart);
    } else {
      this.#cents = plus(this.#cents, cents);
      const also = cells[layout.alsoSum]?.value;
      if (typeof also === 'number') this.#alsoCents = (this.#alsoCents ?? 0) + also;
    }
  }

  /** `name` is the table as the wire names it. */
  summary(name: string, language: Language): string {
    const parts = [this.#count(name, language)];
    if (this.#records === 0) return parts.join();
    if (this.#cents !== null) {
      const also = this.#alsoCents === null ? '' : SECOND[language](moneyText(this.#alsoCents));
      parts.push(`${moneyText(this.#cents)}${also}`);
    }
    for (const { name: kind, records, cents } of this.#apart.values()) {
      parts.push(`${records} × ${kind}${cents === null ? '' : ` ${moneyText(cents)}`}`);
    }
    if (this.#lowest <= this.#highest) {
      const range = this.#lowest === this.#highest ? '' : `-${this.#highest}`;
      parts.push(`RecNo ${this.#lowest}${range}`);
    }
    return parts.join(PUNCTUATION[language].comma);
  }

  #count(name: string, language: Language): string {
    const noun = this.#table?.noun;
    if (language === 'zh') {
      const what = name === '' ? '条记录' : `条 ${name} 记录`;
      return `${this.#records} ${noun?.zh ?? what}`;
    }
    const one = noun?.one ?? `${name} record`.trim();
    const many = noun?.many ?? `${name} records`.trim();
    return `${this.#records} ${this.#records === 1 ? one : many}`;
  }
}
