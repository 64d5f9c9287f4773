/** One movement of money on a card, as a terminal recorded it (vendor's document sections 10.2, 10.5 and 10.6). */

import type { Field } from '../codec/frame.ts';
import type { RequestAlone } from '../codec/request-alone.ts';
import { tableNamed } from '../spec/tables/index.ts';
import type { UnreadReason } from './unread.ts';

export interface Booking {
  readonly n: number;
  readonly sn: string;
  readonly table: string;
  readonly recNo: number;
  /** The card account, SysID. */
  readonly card: string;
  /** The card's own count of bookings. */
  readonly sequence: number;
  /** ISO text in the terminal's time. */
  readonly time: string;
  /** Cents, negative when money leaves the card. */
  readonly amount: number;
  readonly balance: number;
  /** Of the second wallet; null where the record has none. */
  readonly subAmount: number | null;
  readonly subBalance: number | null;
  /** Whether the amount may not have touched the card at all: sales on credit. */
  readonly mayBeFree: boolean;
  /** What put money on the card; null for all other bookings. */
  readonly topUp: TopUp | null;
}

export type TopUp = 'recharge' | 'bonus' | 'subsidy';

/** Columns of a table that say what moved. */
interface Shape {
  readonly sequence: string;
  readonly time: string;
  readonly amount: string;
  readonly sign: (value: (key: string) => unknown) => number;
  readonly topUp: (value: (key: string) => unknown) => TopUp | null;
}

/** BUYLOG State. */
const COUNT = '4';
const CREDIT = '7';
const CORRECTION = '9';
/** FULLLOG LogType. */
const REFUND = '1';
const TOP_UPS = new Map<unknown, TopUp>([
  ['0', 'recharge'],
  ['2', 'bonus'],
]);

const SHAPES: Readonly<Record<string, Shape>> = {
  BUYLOG: {
    ...{ sequence: 'cardRecId', time: 'posTime', amount: 'posMoney' },
    // In count mode the amount counts meals, not money.
    sign: (value) => (value('state') === CORRECTION ? 1 : value('state') === COUNT ? 0 : -1),
    topUp: () => null,
  },
  FULLLOG: {
    ...{ sequence: 'cardRecNo', time: 'supTime', amount: 'money' },
    sign: (value) => (value('logType') === REFUND ? -1 : 1),
    topUp: (value) => TOP_UPS.get(value('logType')) ?? null,
  },
  ALLOWLOG: {
    ...{ sequence: 'cardRecId', time: 'allowTime', amount: 'allowMoney' },
    sign: () => 1,
    topUp: () => 'subsidy',
  },
};

const shapeOf = (name: string): Shape | undefined => SHAPES[name.toUpperCase().replace(/BAK$/, '')];

/** Whether records of that table move money. */
export const hasBookings = (table: string): boolean => shapeOf(table) !== undefined;

/** The bookings of an upload, and of each other record why it is none. */
export function* recordsOf(
  n: number,
  { kind, sn, table, request }: RequestAlone,
): Generator<Booking | UnreadReason> {
  const shape = kind === 'upload' ? shapeOf(table) : undefined;
  if (shape === undefined) return;
  const layouts = tableNamed(table)?.layouts ?? [];
  const least = Math.min(...layouts.map(({ columns }) => columns.length));
  const from = { n, sn, table: table.toUpperCase() };
  for (const { key, fields = [] } of request.fields) {
    if (key !== 'record') continue;
    // A cell that is left out moves all behind it: what stands for money may be a time or a number.
    yield fields.length < least ? 'columns' : bookingOf(fields, shape, from);
  }
}

function bookingOf(
  fields: readonly Field[],
  shape: Shape,
  { n, sn, table }: Pick<Booking, 'n' | 'sn' | 'table'>,
): Booking | UnreadReason {
  const field = (key: string) => fields.find((each) => each.key === key);
  const number = (key: string) => {
    const value = field(key)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const raw = (key: string) => field(key)?.raw.trim();
  const [sequence, recNo] = [number(shape.sequence), number('recNo')];
  const [amount, balance] = [number(shape.amount), number('balance')];
  const card = raw('sysId') ?? '';
  if (card === '') return 'card';
  if (amount === undefined) return 'amount';
  if (balance === undefined) return 'balance';
  if (sequence === undefined || recNo === undefined) return 'number';
  const sign = shape.sign(raw);
  const [sub, subBalance] = [number('subPosMoney'), number('subBalance')];
  // A cell more than the table has is ignored; a second wallet has an amount and a balance.
  const isDual = sub !== undefined && subBalance !== undefined;
  return {
    n,
    sn,
    table,
    recNo,
    card,
    sequence,
    balance,
    time: String(field(shape.time)?.value ?? ''),
    amount: sign * amount,
    subAmount: isDual ? sign * sub : null,
    subBalance: isDual ? subBalance : null,
    mayBeFree: raw('state') === CREDIT,
    topUp: shape.topUp(raw),
  };
}
