/** What sales were made of, against what they cost: the details of a sale add up to its amount (sections 10.3 and 10.4). */

import type { Field } from '../codec/frame.ts';
import type { RequestAlone } from '../codec/request-alone.ts';
import type { Booking } from './booking.ts';

/** A sale whose details come to another amount. */
export interface DetailBreak {
  readonly sn: string;
  readonly table: string;
  readonly card: string;
  readonly recNo: number;
  /** The exchanges that brought the details and the sale. */
  readonly n: number;
  readonly saleN: number;
  /** Cents of the sale, and of its details together. */
  readonly sale: number;
  readonly details: number;
  readonly difference: number;
}

/** Some 100 bytes each. */
const MOST_LINES = 1_000_000;

interface Lines {
  readonly table: string;
  readonly n: number;
  /** Cents by line: what is uploaded again takes the place of what it was. */
  readonly byLine: Map<string, number>;
}

type Number = (key: string) => number | undefined;

/** What one line of each table comes to, and what tells it from the others of its sale. */
const TABLES: Readonly<Record<string, { readonly line: (number: Number) => string; readonly cents: (number: Number) => number | undefined }>> = {
  STOREDETAIL: { line: (number) => `${number('recSum')}`, cents: (number) => number('price') },
  KEYDETAIL: { line: (number) => `${number('recSum')}`, cents: (number) => number('price') },
  // One line a sale, which runs from one amount to the other.
  TIMEDETAIL: { line: () => '', cents: (number) => spent(number('beginMoney'), number('endMoney')) },
}; // prettier-ignore

/** Whether records of that table are what sales were made of. */
export const hasDetails = (table: string): boolean => TABLES[table.toUpperCase()] !== undefined;

const spent = (begin: number | undefined, end: number | undefined) =>
  begin === undefined || end === undefined ? undefined : end - begin;

export class Details {
  readonly #bySale = new Map<string, Lines>();
  #lines = 0;
  leftOut = 0;

  take(n: number, { kind, sn, table, request }: RequestAlone): void {
    const shape = kind === 'upload' ? TABLES[table.toUpperCase()] : undefined;
    if (shape === undefined) return;
    for (const record of request.fields) {
      if (record.key !== 'record') continue;
      const number = numbersOf(record);
      const [recNo, cents] = [number('recNo'), shape.cents(number)];
      if (recNo === undefined || cents === undefined) continue;
      this.#add(keyOf(sn, recNo), { table, n }, shape.line(number), cents);
    }
  }

  /** Null where they add up, and where nothing is known of what it was made of. */
  check({ sn, table, recNo, card, n: saleN, amount, subAmount }: Booking): DetailBreak | null {
    if (this.#lines === 0 || !table.startsWith('BUYLOG')) return null;
    const lines = this.#bySale.get(keyOf(sn, recNo));
    const sale = Math.abs(amount + (subAmount ?? 0));
    // In count mode no money moves, whatever the goods are worth.
    if (lines === undefined || sale === 0) return null;
    const details = [...lines.byLine.values()].reduce((sum, cents) => sum + cents, 0);
    if (details === sale) return null;
    const { table: of, n } = lines;
    return { sn, table: of, card, recNo, n, saleN, sale, details, difference: details - sale };
  }

  #add(key: string, at: Pick<Lines, 'table' | 'n'>, line: string, cents: number): void {
    let lines = this.#bySale.get(key);
    if (lines?.byLine.has(line) !== true) {
      if (this.#lines >= MOST_LINES) {
        this.leftOut++;
        return;
      }
      this.#lines++;
    }
    if (lines === undefined) {
      lines = { ...at, byLine: new Map() };
      this.#bySale.set(key, lines);
    }
    lines.byLine.set(line, cents);
  }
}

const keyOf = (sn: string, recNo: number) => `${sn}\t${recNo}`;

const numbersOf =
  ({ fields = [] }: Field): Number =>
  (key) => {
    const value = fields.find((each) => each.key === key)?.value;
    return typeof value === 'number' ? value : undefined;
  };
