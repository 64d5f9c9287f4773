/** What verify and replay have in common: how terminals are played, to whom, and what is asked before money moves. */

import { Option, type Command, InvalidArgumentError } from 'commander';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { moneyText } from '../../shared/codec/read-value.ts';
import type { ReadEntry } from '../record/capture-reader.ts';
import { moneyAtStake, moneyAtStakeIn } from '../replay/live-server.ts';
import { planOf, type Plan, type PlanOptions } from '../replay/plan.ts';
import { playable, type Skipped } from '../replay/playable.ts';
import type { Pace, PlayOptions } from '../replay/player.ts';
import type { Target } from '../replay/send.ts';
import { parseUpstream } from './address.ts';
import { fileError, noCapture, sayDamage } from './capture-source.ts';
import { UsageError, type CommandIo } from './io.ts';
import { readMapping } from './serials.ts';
import { counted } from '../counted.ts';

export interface PlayingOptions {
  readonly target: string;
  readonly pace: Pace;
  readonly dryRun: boolean;
  readonly mapSerial: ReadonlyMap<string, string>;
  readonly restamp: boolean;
  readonly timeout: number;
  readonly insecure: boolean;
  readonly bookAgainOnLiveServer: boolean;
  readonly json: boolean;
}

const FASTEST = 10_000;
const LONGEST_TIMEOUT_S = 3600;

function readPace(text: string): Pace {
  if (text === 'fast') return text;
  if (text === 'original') return 1;
  const times = Number(text);
  if (times > 0 && times <= FASTEST) return times;
  throw new InvalidArgumentError('original, fast, or how many times the recorded pace is wanted');
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= LONGEST_TIMEOUT_S) return seconds;
  throw new InvalidArgumentError(`seconds up to ${LONGEST_TIMEOUT_S} are wanted`);
}

export const withPlayingOptions = (command: Command): Command =>
  command
    .requiredOption('--target <url>', 'the server that gets the requests, http://HOST:PORT')
    .addOption(
      new Option('--pace <pace>', 'original, fast, or so many times the recorded pace')
        .argParser(readPace)
        .default('fast'),
    )
    .option('--dry-run', 'say what would be sent, and send nothing', false)
    .addOption(
      new Option('--map-serial <recorded=sent>', 'another serial for a terminal; may be repeated')
        .argParser(readMapping)
        .default(new Map(), 'none'),
    )
    .option('--restamp', 'move the days of records and stamps on to today, whole days', false)
    .option('--timeout <seconds>', 'wait so long for a reply', readSeconds, 30)
    .option('--insecure', 'take any certificate of an https target', false)
    .option(
      '--book-again-on-live-server',
      'send uploads even to the server that they were recorded from',
      false,
    );

export const targetOf = ({ target, insecure }: PlayingOptions): Target => ({
  ...parseUpstream(target, '--target'),
  insecure,
});

/** `days` that records are moved on by where that is wanted. */
export const playOptionsOf = (
  io: CommandIo,
  options: PlayingOptions,
  days: number,
): PlayOptions => ({
  target: targetOf(options),
  pace: options.pace,
  timeoutMs: options.timeout * 1000,
  serials: options.mapSerial,
  days: options.restamp ? days : 0,
  staysAsRecorded: (n, { wire, raw }) =>
    io.stderr(
      `pushscope: exchange ${n}: ${wire} "${raw}" is no time that --restamp can move; it and others like it are sent as recorded.\n`,
    ),
  now: Date.now,
});

const MOST_SKIPPED_SAID = 20;

/** What is wrong with a file that is to be played, told to the person. */
class Remarks {
  readonly #io: CommandIo;
  readonly #path: string;
  #isCapture = false;
  #skipped = 0;

  constructor(io: CommandIo, path: string) {
    this.#io = io;
    this.#path = path;
  }

  other(read: ReadEntry): void {
    sayDamage(this.#io, this.#path, read);
    if (read.entry.type !== 'damaged' && read.entry.type !== 'torn') this.#isCapture = true;
  }

  skipped({ n, why }: Skipped): void {
    if (++this.#skipped > MOST_SKIPPED_SAID) return;
    this.#io.stderr(`pushscope: ${this.#path}: exchange ${n} is left out: ${why}.\n`);
  }

  /** Throws UsageError when there was nothing to play. */
  end(exchanges: number): void {
    const more = this.#skipped - MOST_SKIPPED_SAID;
    if (more > 0)
      this.#io.stderr(
        `pushscope: ${this.#path}: ${counted(more, 'more is', 'more are')} left out.\n`,
      );
    if (exchanges > 0) return;
    if (!this.#isCapture) throw noCapture(this.#path);
    throw new UsageError(
      `${this.#path} holds no exchange that could be played; name a capture that does, or widen --filter.`,
    );
  }
}

/** The plan, with what is wrong with the file told to the person. Throws UsageError and RunError. */
export async function readPlan(io: CommandIo, path: string, options: PlanOptions): Promise<Plan> {
  const remarks = new Remarks(io, path);
  const plan = await planOf(path, { ...options, other: (read) => remarks.other(read) }).catch(
    (error: unknown) => {
      throw fileError(path, error);
    },
  );
  try {
    for (const skipped of plan.skipped) remarks.skipped(skipped);
    remarks.end(plan.exchanges);
  } catch (error) {
    plan.close();
    throw error;
  }
  return plan;
}

/** The exchanges one by one, as they are read, and never all in memory. Throws UsageError and RunError. */
export async function* readExchanges(
  io: CommandIo,
  path: string,
  onDamage: () => void = () => {},
): AsyncGenerator<Exchange> {
  const remarks = new Remarks(io, path);
  let exchanges = 0;
  try {
    const read = playable(path, {
      skipped: (skipped) => remarks.skipped(skipped),
      other: (line) => {
        remarks.other(line);
        if (isMissing(line)) onDamage();
      },
    });
    for await (const { exchange } of read) {
      exchanges++;
      yield exchange;
    }
  } catch (error) {
    throw fileError(path, error);
  }
  remarks.end(exchanges);
}

/** A line end that is missing at the very end costs nothing. */
const isMissing = ({ entry, length }: ReadEntry): boolean =>
  entry.type === 'damaged' || (entry.type === 'torn' && length > 0);

const refuse = (stake: string) =>
  new UsageError(
    `${stake}; name another server, or add --book-again-on-live-server if that is what you want.`,
  );

/** Refuses to book records again on the server that they came from. */
export async function refuseMoney(plan: Plan, options: PlayingOptions): Promise<void> {
  if (options.bookAgainOnLiveServer) return;
  const stake = await moneyAtStake(targetOf(options), plan);
  if (stake !== null) throw refuse(stake);
}

/** The same of a capture without a plan. */
export async function refuseMoneyIn(path: string, options: PlayingOptions): Promise<void> {
  if (options.bookAgainOnLiveServer) return;
  const stake = await moneyAtStakeIn(targetOf(options), path).catch((error: unknown) => {
    throw fileError(path, error);
  });
  if (stake !== null) throw refuse(stake);
}

export interface DryRun {
  readonly target: string;
  readonly requests: number;
  readonly records: number;
  readonly moneyCents: number;
  readonly money: string;
  readonly cardRequests: number;
  readonly terminals: readonly string[];
  /** At the chosen pace; as fast as the server answers it is not known. */
  readonly durationMs: number | null;
  readonly liveServer: boolean;
}

/** What would happen, as a line of JSON or in words. */
export async function sayDryRun(io: CommandIo, plan: Plan, options: PlayingOptions): Promise<void> {
  const { figures } = plan;
  const { pace } = options;
  const durationMs = pace === 'fast' ? null : Math.round(figures.spanMs / pace);
  const stake = await moneyAtStake(targetOf(options), plan);
  const dry: DryRun = {
    target: options.target,
    requests: figures.requests,
    records: figures.records,
    moneyCents: figures.cents,
    money: moneyText(figures.cents),
    cardRequests: figures.cardRequests,
    terminals: figures.terminals,
    durationMs,
    liveServer: stake !== null,
  };
  if (options.json) return io.stdout(`${JSON.stringify({ dryRun: true, ...dry })}\n`);
  const seconds = Math.round((durationMs ?? 0) / 1000);
  const lasting = durationMs === null ? 'as fast as the server answers' : `${seconds} s`;
  const cards = dry.cardRequests === 0 ? '' : `, ${counted(dry.cardRequests, 'card request')}`;
  await io.stdout(
    `would send ${counted(dry.requests, 'request')} of ${counted(dry.terminals.length, 'terminal')} to ${dry.target}: ${counted(dry.records, 'record')}, ${dry.money}${cards}; ${lasting}\n` +
      (stake === null ? '' : `refused without --book-again-on-live-server: ${stake}\n`),
  );
}
