/** The ledger, and holes in the record numbers, in English. */

import type { Break } from '../../../../shared/ledger/breaks.ts';
import type { Remark } from '../../../../shared/ledger/remark.ts';
import type { UnreadReason } from '../../../../shared/ledger/unread.ts';
import { count } from './count.ts';

export const ledger = {
  ledger: 'Ledger',
  books: {
    parts: { cards: 'Cards', terminals: 'Terminals', days: 'Days', totals: 'Totals' },
    reading: (percent: string) => `${percent} read`,
    stop: 'Stop',
    goOn: 'Go on',
    stopped: (percent: string) => `Stopped at ${percent}.`,
    none: 'No terminal has uploaded a booking yet: sales, recharges and subsidies appear here.',
    addsUp: 'Everything adds up.',
    doesNot: (cards: number, cents: string) =>
      `${count(cards, 'card does', 'cards do')} not add up, ${cents} at stake`,
    holes: (holes: number) => count(holes, 'hole in the record numbers', 'holes in the record numbers'), // prettier-ignore
    details: (sales: number) =>
      count(sales, 'sale unlike its details', 'sales unlike their details'),
    notRead: (uploads: number) =>
      `${count(uploads, 'upload or record', 'uploads or records')} not read, or not whole`,
    unread: {
      encrypted: 'Uploads not read: encrypted',
      binary: 'Uploads not read: no text',
      shortened: 'Uploads whose end was not kept',
      columns: 'Records not read: too few columns',
      card: 'Records not read: no card',
      amount: 'Records not read: amount',
      balance: 'Records not read: balance',
      number: 'Records not read: number',
    } satisfies Record<UnreadReason, string>,
    table: 'Every booking as CSV',
    card: 'Card',
    bookings: 'Bookings',
    balance: 'Balance',
    second: 'Second wallet',
    breaks: 'Breaks',
    atStake: 'At stake',
    first: 'First break',
    terminal: 'Terminal',
    day: 'Day',
    in: 'Onto cards',
    out: 'From cards',
    cards: 'Cards',
    repeated: 'Uploaded again',
    leftOut: 'Bookings left out to keep memory bounded',
    numbersLeftOut: 'Record numbers left out to keep memory bounded',
    detailsLeftOut: 'Lines of details left out to keep memory bounded',
    showCard: (card: string) => `Bookings of card ${card}`,
    trafficOf: (what: string) => `Traffic of ${what}`,
    moreCards: (cards: number) => `${count(cards, 'more card is', 'more cards are')} in the CSV.`,
    kinds: {
      balance: 'balance',
      missing: 'bookings missing',
      twice: 'number twice',
    } satisfies Record<Break['kind'], string>,
    break: {
      balance: (actual: string, expected: string) => `${actual}, expected ${expected}`,
      missing: (bookings: number) => `${count(bookings, 'booking', 'bookings')} missing before it`,
      twice: 'a second booking of that number',
    },
    remarks: {
      cleared: (before: string) => `looks like a clearing subsidy: ${before} went with it`,
      anew: (before: string) => `looks like a card issued again: ${before} was on it before`,
    } satisfies Record<Remark['kind'], (before: string) => string>,
    behind: (bookings: number) => `${count(bookings, 'booking rests', 'bookings rest')} on it`,
    before: (bookings: number) => `${count(bookings, 'booking', 'bookings')} before, all right.`,
    after: (bookings: number) => `${count(bookings, 'more booking is', 'more bookings are')} in the CSV.`, // prettier-ignore
    time: 'Time',
    record: 'Record',
    amount: 'Amount',
    exchange: 'Exchange',
    noCard: (card: string) => `This capture holds no booking of card ${card}.`,
    sale: 'Sale',
    sumOfDetails: 'Details',
    difference: 'Difference',
  },
  gaps: {
    title: 'Holes in the record numbers',
    range: (table: string, from: string, to: string) =>
      from === to ? `${table} ${from}` : `${table} ${from}–${to}`,
    missing: (records: number) => `${count(records, 'record', 'records')} missing`,
    since: 'found in',
    ask: 'Ask for them',
    askTitle: (line: string) => `Opens the composer with ${line}`,
    askByTime: 'Ask by time',
    closed: 'closed by',
    forgotten: (holes: number) => `${count(holes, 'older hole is', 'older holes are')} not kept.`,
  },
};
