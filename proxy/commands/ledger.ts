/** `pushscope ledger`: whether the money on the cards adds up. */

import { Command } from 'commander';
import { moneyText } from '../../shared/codec/read-value.ts';
import { csvLines } from '../../shared/ledger/csv.ts';
import { Ledger, isOfMoney, type LedgerReport } from '../../shared/ledger/ledger.ts';
import { notKeptOf, type UnreadReason } from '../../shared/ledger/unread.ts';
import { capturesIn, fileSource, nothingIn, readingsOf } from './capture-source.ts';
import { matchesReading, readFilter } from './filter-option.ts';
import type { CommandIo } from './io.ts';
import { Output } from './output.ts';
import { printable } from './printable.ts';
import { uploadsOf } from './upload-source.ts';
import { counted } from '../counted.ts';

interface LedgerOptions {
  readonly filter: string;
  readonly json: boolean;
  readonly csv: boolean;
}

const EXAMPLES = `
Examples:
  pushscope ledger captures/live
  pushscope ledger --csv lunch.jsonl > lunch.csv
  pushscope ledger --json lunch.jsonl | jq '.breaks[] | select(.kind == "balance")'

Money in JSON is whole cents, in CSV and text with a decimal point. Exit code: 0 everything adds up, 1 something does
not or nothing could be read, 2 usage.
`;

export function ledgerCommand(io: CommandIo): Command {
  return new Command('ledger')
    .description('whether the money on the cards adds up, booking by booking')
    .argument('<capture...>', 'capture files, or folders of them')
    .option('--filter <text>', 'only what matches, in the filter language of the page', '')
    .option('--json', 'breaks, holes and totals as one JSON object', false)
    .option('--csv', 'every booking as a line, in the order of each card', false)
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: LedgerOptions) => run(io, paths, options));
}

async function run(io: CommandIo, paths: readonly string[], options: LedgerOptions): Promise<void> {
  const matches = matchesReading(readFilter(options.filter, 'en'));
  const sources = capturesIn(paths).map(fileSource);
  const ledger = new Ledger();
  const isFiltered = options.filter.trim() !== '';
  let exchanges = 0;
  if (isFiltered) {
    for await (const reading of readingsOf(sources, 'en', io)) {
      const { exchange, frame } = reading;
      if (matches(reading)) ledger.take(exchange.n, frame, notKeptOf(exchange.request));
    }
  } else {
    const uploads = uploadsOf(sources, isOfMoney, io, () => exchanges++);
    for await (const { n, frame, notKept } of uploads) ledger.take(n, frame, notKept);
  }
  const output = new Output(io);
  const report = ledger.report();
  const lines = options.json
    ? [JSON.stringify(report)]
    : options.csv
      ? csvLines(ledger.accounts())
      : textLines(report);
  for (const line of lines) await output.line(options.json ? line : printable(line));
  await output.flush();
  for (const sentence of unreadSentences(report)) io.stderr(`pushscope: ${printable(sentence)}\n`);
  if (exchanges === 0 && !isFiltered) throw nothingIn(paths);
  const isWrong = report.breaks.length + report.details.length + report.holes.length > 0;
  // What could not be read cannot be said to be right.
  const isUnread = report.bookings === 0 && report.unread.length > 0;
  io.exit(isWrong || isUnread ? 1 : 0);
}

const UPLOAD = ['upload is', 'uploads are'] as const;
const RECORD = ['record is', 'records are'] as const;

const UNREAD: Readonly<
  Record<UnreadReason, readonly [...(typeof UPLOAD | typeof RECORD), string]>
> = {
  encrypted: [...UPLOAD, 'not in the ledger, being encrypted'],
  binary: [...UPLOAD, 'not in the ledger, being no text'],
  shortened: [
    ...UPLOAD,
    'in the ledger only in part: longer than --body-limit, the end was not kept',
  ],
  columns: [...RECORD, 'not in the ledger, with fewer columns than the table has'],
  card: [...RECORD, 'not in the ledger, with no card'],
  amount: [...RECORD, 'not in the ledger, with no readable amount'],
  balance: [...RECORD, 'not in the ledger, with no readable balance'],
  number: [...RECORD, 'not in the ledger, with no readable number'],
};

function* unreadSentences({ unread }: LedgerReport): Generator<string> {
  for (const { reason, count, n, sn } of unread) {
    const [one, many, what] = UNREAD[reason];
    const first = count === 1 ? '' : 'the first in ';
    yield `${counted(count, one, many)} ${what} (${first}exchange ${n}, terminal ${sn}).`;
  }
}

function* textLines(report: LedgerReport): Generator<string> {
  const broken = new Set<string>();
  for (const each of report.breaks) {
    const first = broken.has(each.card) ? '  then' : `card ${each.card}:`;
    broken.add(each.card);
    const wallet = each.wallet === 'main' ? '' : ', second wallet';
    const what = {
      balance: `balance ${moneyText(each.actual)}, expected ${moneyText(each.expected)}`,
      missing: `${counted(each.missing, 'booking')} missing before it, ${moneyText(each.difference)} unexplained`,
      twice: `a second booking of that number, ${moneyText(each.difference)}`,
    }[each.kind];
    yield `${first} booking ${each.sequence}${wallet}: ${what} (${each.time.replace('T', ' ')}, ${each.sn} ${each.table} ${each.recNo}, exchange ${each.n}; ${counted(each.behind, 'booking rests', 'bookings rest')} on it)`;
  }
  for (const { card, kind, sequence, before, time, sn, table, recNo, n } of report.remarks) {
    const what = {
      cleared: `looks like a clearing subsidy, ${moneyText(before)} went with it`,
      anew: `looks like a card issued again, its count begins anew; ${moneyText(before)} was on it before`,
    }[kind];
    yield `card ${card}: booking ${sequence} ${what} (${time.replace('T', ' ')}, ${sn} ${table} ${recNo}, exchange ${n})`;
  }
  for (const { sn, table, recNo, card, n, saleN, sale, details } of report.details) {
    yield `terminal ${sn}: ${table} of record ${recNo} comes to ${moneyText(details)}, the sale was ${moneyText(sale)} (card ${card}, exchanges ${n} and ${saleN})`;
  }
  for (const { sn, table, from, to } of report.holes) {
    yield `terminal ${sn}: ${table} ${from === to ? `record ${from} is` : `records ${from}-${to} are`} missing`;
  }
  yield* leftOutLines(report);
  yield `${counted(report.bookings, 'booking')} on ${counted(report.cards, 'card')}, ${report.repeated} uploaded again: ${counted(report.breaks.length, 'break')} on ${counted(broken.size, 'card')}, ${moneyText(report.atStake)} at stake, ${counted(report.details.length, 'sale')} unlike the details, ${counted(report.holes.length, 'hole')} in the record numbers`;
}

function* leftOutLines(report: LedgerReport): Generator<string> {
  const all = [
    [report.leftOut, 'booking was', 'bookings were'],
    [report.numbersLeftOut, 'record number was', 'record numbers were'],
    [report.detailsLeftOut, 'line of details was', 'lines of details were'],
  ] as const;
  for (const [count, one, many] of all) {
    if (count > 0) yield `${counted(count, one, many)} left out to keep memory bounded.`;
  }
}
