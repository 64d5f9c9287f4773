/** What people do at a terminal: buy, take back, recharge, receive a subsidy. Cards and logs change together. */

import type { Chance } from '../chance.ts';
import { dateTimeText, localHour, monthText, packedDay } from '../local-time.ts';
import { operator } from '../people.ts';
import type { Card, Cards } from './cards.ts';
import type { LogRecord, RecordLog } from './logs.ts';
import { hasTwoWallets, type Model, type SaleState } from './models.ts';
import type { TerminalTables } from './tables.ts';

export interface CounterParts {
  readonly model: Model;
  readonly cards: Cards;
  readonly tables: TerminalTables;
  readonly log: RecordLog;
  readonly chance: Chance;
}

interface Item {
  readonly no: number;
  readonly cents: number;
}

const CORRECTION = 9;
const FIXED_CENTS = 850;
const SUBSIDY_CENTS = 30_000;
const BONUS_FROM_CENTS = 10_000;

/** Sold while the server has sent no STOREINFO or PRESSKEY. */
const OWN_ITEMS: readonly Item[] = [
  { no: 1, cents: 600 },
  { no: 2, cents: 350 },
  { no: 3, cents: 500 },
  { no: 8, cents: 150 },
];

/** The hour from which each MealType runs. */
const MEALS = [
  { from: 5, meal: 1 },
  { from: 10, meal: 2 },
  { from: 15, meal: 3 },
  { from: 21, meal: 4 },
] as const;

const mealAt = (at: number): number =>
  MEALS.findLast(({ from }) => localHour(at) >= from)?.meal ?? MEALS[3].meal;

const sum = (items: readonly Item[]): number =>
  items.reduce((total, { cents }) => total + cents, 0);

/** The items of a table, or our own; STOREINFO prices come as `300.00`, others as integers, both in cents. */
function itemsOf(
  tables: TerminalTables,
  table: 'STOREINFO' | 'PRESSKEY',
  key: string,
): readonly Item[] {
  const items = tables
    .rows(table)
    .map((row) => ({ no: Number(row.get(key)), cents: Math.round(Number(row.get('Price'))) }))
    .filter(({ no, cents }) => Number.isSafeInteger(no) && cents > 0);
  return items.length > 0 ? items : OWN_ITEMS;
}

interface Basket {
  readonly cents: number;
  readonly table: 'storedetail' | 'keydetail' | null;
  readonly items: readonly Item[];
}

function fill(state: SaleState, { tables, chance }: CounterParts): Basket {
  const some = (items: readonly Item[]) =>
    Array.from({ length: chance.between(1, 3) }, () => chance.pick(items));
  switch (state) {
    case 1:
      return { cents: FIXED_CENTS, table: null, items: [] };
    case 2:
      return { cents: chance.between(2, 40) * 50, table: null, items: [] };
    case 3: {
      const items = some(itemsOf(tables, 'PRESSKEY', 'KeyID'));
      return { cents: sum(items), table: 'keydetail', items };
    }
    case 5: {
      const items = some(itemsOf(tables, 'STOREINFO', 'StoreNo'));
      return { cents: sum(items), table: 'storedetail', items };
    }
  }
}

/** The second wallet pays first, the main one the rest. */
function split(
  model: Model,
  card: Card,
  cents: number,
): { readonly main: number; readonly sub: number } {
  const sub = hasTwoWallets(model) ? Math.min(card.subBalanceCents, cents) : 0;
  return { main: cents - sub, sub };
}

interface Booking {
  readonly at: number;
  readonly main: number;
  readonly sub: number;
  readonly state: number;
  readonly opId: number;
}

/** A BUYLOG row (vendor's document section 10.2): 11 cells, 14 with two wallets. */
const buyCells = (parts: CounterParts, card: Card, booking: Booking, recNo: number) => [
  card.holder.sysId,
  card.holder.sysId,
  dateTimeText(booking.at),
  booking.main,
  card.balanceCents,
  card.sequence,
  booking.state,
  mealAt(booking.at),
  packedDay(booking.at),
  recNo,
  booking.opId,
  ...(hasTwoWallets(parts.model) ? [booking.sub, card.subBalanceCents, card.holder.pin] : []),
];

/** Sells to somebody who may and can pay; null when nobody can. */
export function sell(parts: CounterParts, at: number): LogRecord | null {
  const { model, cards, tables, log, chance } = parts;
  const state = chance.pick(model.sales);
  const basket = fill(state, parts);
  const able = cards.all.filter(
    (card) =>
      !tables.isBlack(card.holder.sysId) &&
      split(model, card, basket.cents).main <= card.balanceCents,
  );
  if (able.length === 0) return null;
  const before = chance.pick(able);
  const { main, sub } = split(model, before, basket.cents);
  const card = cards.book(before.holder.sysId, -main, -sub);
  return log.append((recNo) => ({
    at,
    sysId: card.holder.sysId,
    cells: buyCells(parts, card, { at, main, sub, state, opId: 0 }, recNo),
    // RecSum counts the lines of one consumption.
    detail:
      basket.table === null
        ? null
        : {
            table: basket.table,
            rows: basket.items.map(({ no, cents }, index) => [recNo, no, cents, index + 1]),
          },
  }));
}

/** Takes the last sale of this terminal back (State 9); null when there is none to take back. */
export function correct(parts: CounterParts, at: number): LogRecord | null {
  const { cards, log } = parts;
  const [, , , main, , , state, , , , , sub] = log.last?.cells ?? [];
  if (log.last === undefined || state === CORRECTION) return null;
  const booking = {
    at,
    main: Number(main),
    sub: Number(sub ?? 0),
    state: CORRECTION,
    opId: operator.sysId,
  };
  const card = cards.book(log.last.sysId, booking.main, booking.sub);
  return log.append((recNo) => ({
    at,
    sysId: card.holder.sysId,
    cells: buyCells(parts, card, booking, recNo),
    detail: null,
  }));
}

/** LogType of FULLLOG. */
const RECHARGE = 0;
const BONUS = 2;

/** Recharges a card; from 100 yuan on there is a bonus of a tenth, booked by itself. */
export function recharge({ cards, log, chance }: CounterParts, at: number): void {
  const { sysId } = chance.pick(cards.all).holder;
  const cents = chance.pick([2_000, 5_000, 10_000, 20_000]);
  const book = (amount: number, logType: number) => {
    const card = cards.book(sysId, amount, 0);
    log.append((recNo) => ({
      at,
      sysId,
      // The order of the vendor's document, section 10.5: LogType, OPID, RecNo.
      cells: [
        ...[sysId, sysId, card.sequence, dateTimeText(at), amount, card.balanceCents],
        ...[logType, operator.sysId, recNo],
      ],
      detail: null,
    }));
  };
  book(cents, RECHARGE);
  if (cents >= BONUS_FROM_CENTS) book(cents / 10, BONUS);
}

/** Pays this month's subsidy to somebody who has not had it; null when all have. */
export function grant({ cards, tables, log, chance }: CounterParts, at: number): LogRecord | null {
  const batch = monthText(at);
  const waiting = cards.all.filter(({ subsidyBatch }) => subsidyBatch !== batch);
  if (waiting.length === 0) return null;
  const { sysId } = chance.pick(waiting).holder;
  const condition = new Map([
    ['SysID', String(sysId)],
    ['Batch', batch],
  ]);
  const [due] = tables.matching('SUBSIDYLOG', condition);
  const cents = Number(due?.get('Money') ?? SUBSIDY_CENTS);
  const card = cards.book(sysId, cents, 0, batch);
  return log.append((recNo) => ({
    at,
    sysId,
    cells: [
      ...[sysId, sysId, card.sequence, batch, dateTimeText(at), cents, card.balanceCents],
      ...[0, batch, recNo],
    ],
    detail: null,
  }));
}
