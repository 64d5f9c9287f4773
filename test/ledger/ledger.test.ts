/** The ledger finds exactly the planted breaks in a month of bookings, uploaded twice and out of order. */

import { expect, test } from 'vitest';
import { month, type Line } from '../../bench/ledger/month.ts';
import { bodyOf, targetOf, uploadsOf } from '../../bench/ledger/month-uploads.ts';
import type { Field } from '../../shared/codec/frame.ts';
import { Ledger } from '../../shared/ledger/ledger.ts';
import { post } from '../findings/exchange.ts';
import { decoded } from '../kit/samples.ts';

const SIZE = { cards: 40, terminals: 6, records: 6_000 };
const BATCH = 20;
const serial = (terminal: number) => `51581819000${20 + terminal}`;

/** Takes the later half of the month first, and some records twice. */
function ledgerOf(lines: readonly Line[]): Ledger {
  const ledger = new Ledger();
  let n = 0;
  for (const upload of uploadsOf(lines, BATCH, lines.slice(0, 200))) {
    ledger.take(++n, decoded(post(targetOf(upload).replace('/iclock/', ''), bodyOf(upload))));
  }
  return ledger;
}

test('a month that adds up has no break, whatever the order of its uploads', () => {
  const { bookings, repeated, breaks, holes, atStake, cards } = ledgerOf(month(SIZE)).report();
  expect({ breaks, holes, atStake }).toEqual({ breaks: [], holes: [], atStake: 0 });
  expect({ bookings, repeated, cards }).toEqual({ bookings: 6_000, repeated: 200, cards: 40 });
});

const BALANCE = 4;
const SUB_BALANCE = 12;

test('planted breaks are found, each once, with card, booking and money', () => {
  const lines = month(SIZE);
  const sale = (from: number, isDual: boolean) =>
    lines.findIndex(({ table, cells }, at) => at >= from && table === 'BUYLOG' && Number(cells[3]) > 100 && cells.length === (isDual ? 14 : 11)); // prettier-ignore
  const planted: unknown[] = [];
  const plant = (line: Line, facts: object) =>
    planted.push({ card: String(line.card), recNo: line.recNo, sn: serial(line.terminal), ...facts }); // prettier-ignore
  /** The next booking of the same card. */
  const after = (at: number) =>
    lines.find(({ card }, later) => later > at && card === lines[at]?.card) as Line;

  // Money appears on a card, and is gone with the next booking.
  const one = sale(1_000, false);
  const wrong = lines[one] as Line;
  wrong.cells[BALANCE] = Number(wrong.cells[BALANCE]) + 700;
  plant(wrong, { wallet: 'main', kind: 'balance', difference: 700 });
  plant(after(one), { wallet: 'main', kind: 'balance', difference: -700 });
  // The second wallet loses some.
  const two = sale(2_000, true);
  const sub = lines[two] as Line;
  sub.cells[SUB_BALANCE] = Number(sub.cells[SUB_BALANCE]) - 50;
  const next = lines.find(({ card, cells }, later) => later > two && card === sub.card && cells.length === 14) as Line; // prettier-ignore
  plant(sub, { wallet: 'second', kind: 'balance', difference: -50 });
  plant(next, { wallet: 'second', kind: 'balance', difference: 50 });
  // A sale that never came.
  const three = sale(3_500, false);
  const lost = lines[three] as Line;
  plant(after(three), { wallet: 'main', kind: 'missing', difference: -Number(lost.cells[3]), missing: 1 }); // prettier-ignore
  const ledger = ledgerOf(lines.filter((line) => line !== lost));
  const { breaks, holes, atStake } = ledger.report();
  expect(breaks).toHaveLength(planted.length);
  expect(breaks).toEqual(expect.arrayContaining(planted.map((each) => expect.objectContaining(each as object)))); // prettier-ignore
  expect(holes).toEqual([
    { sn: serial(lost.terminal), table: 'BUYLOG', from: lost.recNo, to: lost.recNo },
  ]);
  expect(atStake).toBe(700 + 700 + 50 + 50 + Number(lost.cells[3]));
});

test('two bookings under one number are told, and a booking from the backup is not', () => {
  const lines = month({ cards: 2, terminals: 1, records: 60 });
  const [line] = lines;
  if (line === undefined) throw new Error('no line');
  const ledger = ledgerOf(lines);
  const again = line.cells.map((cell, at) => (at === BALANCE ? Number(cell) + 1 : cell));
  const request = (table: string, cells: readonly (string | number)[]) =>
    decoded(post(`cpos?SN=${serial(0)}&table=${table}&Stamp=1&StampId=1`, `${cells.join('\t')}\n`));
  ledger.take(900, request(`${line.table}BAK`, line.cells));
  expect(ledger.report().breaks).toEqual([]);
  ledger.take(901, request(line.table, again));
  expect(ledger.report().breaks.map(({ kind }) => kind)).toContain('twice');
});

/** So many sales of 1.00 on one card, in one upload: one record is read, and the others are told from it. */
function sales(size: number, saleOf: (at: number) => { cardRecId: number; balance: number }) {
  const body = '7\t7\t2018-11-02 12:01:07\t100\t900\t1\t2\t2\t7039\t1\t0\n';
  const frame = decoded(post(`cpos?SN=${serial(0)}&table=BUYLOG&Stamp=1&StampId=1`, body));
  const record = frame.request.fields.find(({ key }) => key === 'record');
  const cells = record?.fields ?? [];
  const fields = Array.from({ length: size }, (_, at) => {
    const told: Readonly<Record<string, number>> = { ...saleOf(at), recNo: at + 1 };
    const tell = (cell: Field) => ({ ...cell, value: told[cell.key] ?? cell.value });
    return { ...(record as Field), fields: cells.map(tell) };
  });
  return { ...frame, request: { ...frame.request, fields } };
}

test('a card whose count stands still costs no more than another, and what it uploads again counts once', () => {
  const upload = sales(20_000, (at) => ({ cardRecId: 0, balance: 3_000_000 - at * 100 }));
  const ledger = new Ledger();
  const began = performance.now();
  ledger.take(1, upload);
  ledger.take(2, upload);
  // Each compared with all the others took over a minute.
  expect(performance.now() - began).toBeLessThan(20_000);
  const { bookings, repeated, breaks } = ledger.report();
  expect({ bookings, repeated, breaks: breaks.length }).toEqual({ bookings: 20_000, repeated: 20_000, breaks: 19_999 }); // prettier-ignore
});

test('a card with very many breaks has them all in the report', () => {
  const ledger = new Ledger();
  // Every sale takes 1.00, and no balance shows it.
  ledger.take(
    1,
    sales(150_000, (at) => ({ cardRecId: at + 1, balance: 5_000 })),
  );
  expect(ledger.report().breaks.length).toBe(149_999);
});

test('no more record numbers are remembered than bookings, and it is told how many were not', () => {
  const ledger = new Ledger(10);
  const upload = (...recNos: readonly number[]) =>
    ledger.take(1, decoded(post(`cpos?SN=${serial(0)}&table=BUYLOG&Stamp=1&StampId=1`, recNos.map((recNo) => `7\t7\t2018-11-02 12:01:07\t100\t900\t1\t2\t2\t7039\t${recNo}\t0\n`).join('')))); // prettier-ignore
  // One booking under ever new numbers.
  upload(1, 2, 3, 4, 5, 6, 7, 8, 9, 11);
  expect(ledger.report()).toMatchObject({ bookings: 1, leftOut: 0, numbersLeftOut: 0, holes: [{ from: 10, to: 10 }] }); // prettier-ignore
  upload(9, 13, 14);
  expect(ledger.report()).toMatchObject({ numbersLeftOut: 2, holes: [{ from: 10, to: 10 }] });
});
