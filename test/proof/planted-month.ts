/** A month with breaks planted in it, each on a card of its own, and what a ledger has to say of them. */

import { month, type Line, type MonthSize } from '../../bench/ledger/month.ts';
import { serialOf } from '../../bench/ledger/month-uploads.ts';
import { Chance } from './chance.ts';

/** BUYLOG, by position. */
const AMOUNT = 3;
const BALANCE = 4;
const SUB_BALANCE = 12;
const DUAL_CELLS = 14;
const PLAIN_CELLS = 11;

/** The facts of a break or a hole that its planter knows. */
type Facts = Readonly<Record<string, string | number>>;

export interface PlantedMonth {
  /** As they were booked, without those that were lost. */
  readonly lines: readonly Line[];
  /** Uploaded a second time, some of them under a number that another booking has. */
  readonly again: readonly Line[];
  readonly breaks: readonly Facts[];
  readonly holes: readonly Facts[];
}

/** Of each kind so many. */
export function plantedMonth(size: MonthSize, seed: number, ofEach: number): PlantedMonth {
  const planting = new Planting(month(size), new Chance(seed));
  for (let count = 0; count < ofEach; count++) {
    planting.changeBalance();
    planting.changeSecondBalance();
    planting.lose();
    planting.bookTwice();
  }
  return planting.done();
}

class Planting {
  readonly #lines: readonly Line[];
  readonly #chance: Chance;
  readonly #planted = new Set<number>();
  readonly #lost = new Set<Line>();
  readonly #twice: Line[] = [];
  readonly #breaks: Facts[] = [];
  readonly #holes: Facts[] = [];

  constructor(lines: readonly Line[], chance: Chance) {
    this.#lines = lines;
    this.#chance = chance;
  }

  /** Money appears on a card, and is gone with its next booking. */
  changeBalance(): void {
    const [line, next] = this.#sale(PLAIN_CELLS, () => true);
    const cents = this.#chance.whole(1, 900);
    line.cells[BALANCE] = Number(line.cells[BALANCE]) + cents;
    this.#break(line, { wallet: 'main', kind: 'balance', difference: cents });
    this.#break(next, { wallet: 'main', kind: 'balance', difference: -cents });
  }

  /** The second wallet loses some. */
  changeSecondBalance(): void {
    const [line, next] = this.#sale(DUAL_CELLS, ({ cells }) => cells.length === DUAL_CELLS);
    const cents = this.#chance.whole(1, 900);
    line.cells[SUB_BALANCE] = Number(line.cells[SUB_BALANCE]) - cents;
    this.#break(line, { wallet: 'second', kind: 'balance', difference: -cents });
    this.#break(next, { wallet: 'second', kind: 'balance', difference: cents });
  }

  /** A sale never comes. */
  lose(): void {
    const [line, next] = this.#sale(PLAIN_CELLS, () => true);
    this.#lost.add(line);
    const { table, recNo } = line;
    this.#break(next, { wallet: 'main', kind: 'missing', missing: 1, difference: -Number(line.cells[AMOUNT]) }); // prettier-ignore
    this.#holes.push({ sn: serialOf(line), table, from: recNo, to: recNo });
  }

  /** A booking comes again, with another amount. */
  bookTwice(): void {
    const [line] = this.#sale(PLAIN_CELLS, () => true);
    const cents = Number(line.cells[AMOUNT]) + 50;
    this.#twice.push({ ...line, cells: line.cells.map((cell, at) => (at === AMOUNT ? cents : cell)) }); // prettier-ignore
    this.#break(line, { wallet: 'main', kind: 'twice', difference: -cents });
  }

  done(): PlantedMonth {
    const lines = this.#lines.filter((line) => !this.#lost.has(line));
    const again = [...lines.slice(0, Math.round(lines.length / 30)), ...this.#twice];
    return { lines, again, breaks: this.#breaks, holes: this.#holes };
  }

  #break(line: Line, facts: Facts): void {
    const { card, recNo, table } = line;
    this.#breaks.push({ card: String(card), sn: serialOf(line), table, recNo, ...facts });
  }

  /** A sale of money on a card that nothing was planted on, and the next booking there that `follows`. */
  #sale(width: number, follows: (line: Line) => boolean): readonly [Line, Line] {
    for (;;) {
      const at = this.#chance.whole(0, this.#lines.length - 1);
      const line = this.#lines[at] as Line;
      const { card, table, cells, recNo } = line;
      const isSale = table === 'BUYLOG' && cells.length === width && Number(cells[AMOUNT]) > 1;
      // The lowest number of a terminal leaves no hole behind.
      if (!isSale || recNo === 1 || cells[6] !== 2 || this.#planted.has(card)) continue;
      const next = this.#lines.slice(at + 1).find((later) => later.card === card && follows(later));
      const isLast = !this.#lines.slice(at + 1).some((later) => later.terminal === line.terminal && later.table === table); // prettier-ignore
      // Of a card's first booking nobody knows what was there before.
      const isFirst = !this.#lines.slice(0, at).some((earlier) => earlier.card === card);
      if (next === undefined || isLast || isFirst) continue;
      this.#planted.add(card);
      return [line, next];
    }
  }
}
