/** What sales were made of, against what they cost: the details of a sale add up to its amount (sections 10.3 and 10.4). */

import type { Field } from '../codec/frame.ts';
import type { RequestAlone } from '../codec/request-alone.ts';
import type { Booking } from './booking.ts';

/** A sale whose details come to another amount. */
export interface DetailBreak {
  readonly sn: string;
  /** Where several tables tell what it was made of, their names with a plus between them. */
  readonly table: string;
  readonly card: string;
  readonly recNo: number;
  /** The exchanges that brought the first of the details, and the sale. */
  readonly n: number;
  readonly saleN: number;
  /** Cents of the sale, and of its details together. */
  readonly sale: number;
  readonly details: number;
  readonly difference: number;
}

/** Some 100 bytes each. */
const MOST_LINES = 1_000_000;

/** What one table says of a sale. */
interface Lines {
  readonly table: string;
  readonly n: number;
  /** Cents by line: what is uploaded again takes the place of what it was. */
  readonly byLine: Map<string, number>;
}

type Number = (key: string) => number | undefined;

interface Shape {
  /** What a line comes to. */
  readonly cents: (number: Number) => number | undefined;
  /** What tells it from the others of its sale; undefined where the terminal gave it no number. */
  readonly line: (number: Number) => number | undefined;
  /** What it is of, where it has no number. */
  readonly item: string;
}

const NUMBERED = { cents: (number: Number) => number('price'), line: (number: Number) => number('recSum') }; // prettier-ignore

const TABLES: Readonly<Record<string, Shape>> = {
  STOREDETAIL: { ...NUMBERED, item: 'storeNo' },
  KEYDETAIL: { ...NUMBERED, item: 'keyId' },
  // One line a sale, which runs from one amount to the other.
  TIMEDETAIL: { cents: (number) => spent(number('beginMoney'), number('endMoney')), line: () => 0, item: '' }, // prettier-ignore
};

/** Whether records of that table are what sales were made of. */
export const hasDetails = (table: string): boolean => TABLES[table.toUpperCase()] !== undefined;

const spent = (begin: number | undefined, end: number | undefined) =>
  begin === undefined || end === undefined ? undefined : end - begin;

export class Details {
  /** Of each table that says something of the sale. */
  readonly #bySale = new Map<string, Lines[]>();
  #lines = 0;
  leftOut = 0;

  take(n: number, { kind, sn, table, request }: RequestAlone): void {
    const shape = kind === 'upload' ? TABLES[table.toUpperCase()] : undefined;
    if (shape === undefined) return;
    const alike = new Map<string, number>();
    for (const record of request.fields) {
      if (record.key !== 'record') continue;
      const number = numbersOf(record);
      const [recNo, cents, line] = [number('recNo'), shape.cents(number), shape.line(number)];
      if (recNo === undefined || cents === undefined) continue;
      const sale = keyOf(sn, recNo);
      if (line !== undefined) {
        this.#add(sale, { table, n }, `${line}`, cents);
        continue;
      }
      // Each its own: the second of two that are alike is the second again when the upload is repeated.
      const content = `${number(shape.item)} ${cents}`;
      const before = alike.get(`${sale} ${content}`) ?? 0;
      alike.set(`${sale} ${content}`, before + 1);
      this.#add(sale, { table, n }, `${content} ${before}`, cents);
    }
  }

  /** Null where they add up, and where nothing is known of what it was made of. */
  check({ sn, table, recNo, card, n: saleN, amount, subAmount }: Booking): DetailBreak | null {
    if (this.#lines === 0 || !table.startsWith('BUYLOG')) return null;
    const tables = this.#bySale.get(keyOf(sn, recNo));
    const sale = Math.abs(amount + (subAmount ?? 0));
    // In count mode no money moves, whatever the goods are worth.
    if (tables === undefined || sale === 0) return null;
    let details = 0;
    for (const { byLine } of tables) for (const cents of byLine.values()) details += cents;
    if (details === sale) return null;
    const of = tables.map((each) => each.table).join('+');
    const n = tables[0]?.n ?? 0;
    return { sn, table: of, card, recNo, n, saleN, sale, details, difference: details - sale };
  }

  #add(sale: string, at: Pick<Lines, 'table' | 'n'>, line: string, cents: number): void {
    const tables = this.#bySale.get(sale);
    let lines = tables?.find(({ table }) => table.toUpperCase() === at.table.toUpperCase());
    if (lines?.byLine.has(line) !== true) {
      if (this.#lines >= MOST_LINES) {
        this.leftOut++;
        return;
      }
      this.#lines++;
    }
    if (lines === undefined) {
      lines = { ...at, byLine: new Map() };
      if (tables === undefined) this.#bySale.set(sale, [lines]);
      else tables.push(lines);
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
