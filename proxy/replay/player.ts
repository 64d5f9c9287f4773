/**
 * Plays the terminals of a recording against a server: in order within a terminal, terminals side by side.
 *
 * A changed card is for all terminals: as fast as the server answers, none may run ahead of such a request or fall
 * behind it, or a poll would be told of a loss before it was reported. At a pace the clock sees to that.
 */

import type { Exchange, RequestMessage } from '../../shared/capture/exchange.ts';
import { isBareOk, readBrief, type Brief } from '../../shared/codec/brief.ts';
import type { Field, Language } from '../../shared/codec/frame.ts';
import { words } from '../../shared/spec/field.ts';
import type { Answer, Held } from './answers.ts';
import { changesCard } from './card-requests.ts';
import { Lanes } from './lanes.ts';
import { LateRead } from './late-read.ts';
import type { Pair, PollListener } from './telling.ts';
import { movedBy } from './restamp.ts';
import { rewriteRequest, toHost, withIds, withSerial } from './rewrite.ts';
import { send, type Sent, type Target } from './send.ts';
import { Stops } from './stops.ts';
import { TerminalPart, type Due } from './terminal-part.ts';

/** `fast`: as fast as the server answers; a number: so many times the recorded pace. */
export type Pace = 'fast' | number;

export interface PlayOptions {
  readonly target: Target;
  readonly pace: Pace;
  readonly timeoutMs: number;
  /** Serials to send instead of recorded ones. */
  readonly serials: ReadonlyMap<string, string>;
  /** Whole days that records and stamps are moved on by. */
  readonly days: number;
  /** Told of a time that cannot be moved, of each column once: it is sent as it was recorded. */
  readonly staysAsRecorded?: (n: number, field: Field) => void;
  readonly now: () => number;
  /** Of readings and reasons; English without it. */
  readonly language?: Language;
  readonly signal?: AbortSignal;
  /** Resolves when it may go on: a pause. */
  readonly mayGoOn?: () => Promise<void>;
}

export interface Played {
  /** The recorded one, or what is left of it where a part was said before. */
  readonly exchange: Exchange;
  /** Whether a part of it was. */
  readonly isRest: boolean;
  readonly sent: RequestMessage;
  /** What the server said, and how it ended. */
  readonly reply: Sent;
  readonly atMs: number;
}

/** Told as well of readings that belong together, polls with commands later than they were played. */
export interface Listener extends PollListener {
  played(played: Played): void;
  /** The exchange, or a part of it, was not sent, and why. */
  leftOut(n: number, why: string): void;
}

const NOT_HANDED_OUT = words(
  'the commands that it answers were not handed out this time',
  '它所回复的命令这次没有下发',
);

/** Requests at once when played as fast as possible; at a pace they go on side by side. */
const MOST_AT_ONCE = 64;
/** Bytes of exchanges that are read ahead, so that no terminal waits for another. */
const READ_AHEAD = 1024 * 1024;
/** What an exchange takes beside its bodies. */
const EXCHANGE_BYTES = 2048;
/** So many connections in a row that nobody took: the server is not there. */
const MOST_REFUSED = 10;

/** The server cannot be reached; `message` is a sentence. */
export class UnreachableError extends Error {}

const NO_IDS: Answer['ids'] = new Map();

const hostOf = ({ protocol, hostname, port }: Target): string => {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return port === (protocol === 'https:' ? 443 : 80) ? host : `${host}:${port}`;
};

const weightOf = ({ request, response }: Exchange): number =>
  EXCHANGE_BYTES + request.body.length + (response?.body.length ?? 0);

export class Player {
  readonly #options: PlayOptions;
  readonly #listener: Listener;
  readonly #host: string;
  readonly #stops: Stops;
  readonly #terminals = new Map<string, TerminalPart>();
  /** Of the first exchange, and of its being played. */
  #firstMs = NaN;
  #startMs = NaN;
  #played = 0;
  #refused = 0;
  #firstRefusal = { error: '', n: 0 };
  /** Columns with a time that could not be moved. */
  readonly #toldToStay = new Set<string>();

  constructor(options: PlayOptions, listener: Listener) {
    this.#options = options;
    this.#listener = listener;
    this.#host = hostOf(options.target);
    this.#stops = new Stops(options.signal);
  }

  /** Resolves at the end or when cancelled. Throws UnreachableError, and what reading the exchanges throws. */
  async play(exchanges: AsyncIterable<Exchange> | Iterable<Exchange>): Promise<void> {
    const { pace } = this.#options;
    const atOnce = pace === 'fast' ? MOST_AT_ONCE : Infinity;
    const lanes = new Lanes<Due>((due) => this.#play(due), { atOnce, weight: READ_AHEAD });
    try {
      for await (const exchange of exchanges) {
        if (this.#isCancelled) break;
        if (Number.isNaN(this.#startMs)) {
          [this.#firstMs, this.#startMs] = [exchange.atMs, this.#options.now()];
        }
        const brief = readBrief(exchange);
        const isForAll = pace === 'fast' && changesCard(brief.kind);
        if (isForAll) await lanes.settled();
        await lanes.add(brief.sn, { exchange, brief, isRest: false }, weightOf(exchange));
        if (isForAll) await lanes.settled();
      }
      await lanes.settled();
    } finally {
      this.#stops.close();
      for (const { line } of this.#terminals.values()) line.close();
    }
    // What was not asked for is not missing.
    if (this.#isCancelled) return;
    for (const { polls, answers } of this.#terminals.values()) {
      polls.end();
      for (const { due } of answers.release()) {
        this.#listener.leftOut(due.exchange.n, NOT_HANDED_OUT[this.#options.language ?? 'en']);
      }
    }
    // Of a recording with fewer exchanges than it takes to be sure, all were refused.
    if (this.#refused > 0 && this.#refused === this.#played) throw this.#unreachable();
  }

  #unreachable(): UnreachableError {
    const { error, n } = this.#firstRefusal;
    return new UnreachableError(
      `Nobody takes connections at ${this.#host} (${error}, exchange ${n}); check that the server runs there.`,
    );
  }

  get #isCancelled(): boolean {
    return this.#stops.isStopped;
  }

  #terminal(sn: string): TerminalPart {
    const known = this.#terminals.get(sn);
    if (known !== undefined) return known;
    const terminal = new TerminalPart(sn, this.#listener);
    this.#terminals.set(sn, terminal);
    return terminal;
  }

  async #play(due: Due): Promise<void> {
    if (this.#isCancelled) return;
    await this.#untilDue(due.exchange);
    await this.#options.mayGoOn?.();
    if (this.#isCancelled) return;
    const terminal = this.#terminal(due.brief.sn);
    const mayBring = await this.#say(due, terminal);
    if (!mayBring) return;
    // Those whose commands still have not come are held again.
    for (const held of terminal.answers.release()) await this.#say(held.due, terminal, held.handed);
  }

  /** Whether commands may have come. */
  async #say(due: Due, terminal: TerminalPart, handed?: Held['handed']): Promise<boolean> {
    const { exchange, brief } = due;
    const recorded = exchange.request.forwarded ?? exchange.request;
    const isAnswer = brief.kind === 'command-result';
    const said = isAnswer ? terminal.answers.take(due, recorded, handed) : { request: recorded, ids: NO_IDS }; // prettier-ignore
    if (said === null || this.#isCancelled) return false;
    const { played, pair } = await this.#ask(said, due, terminal);
    if (this.#isCancelled) return false;
    this.#countRefusals(played.reply, exchange.n);
    this.#listener.played(played);
    const { kind, idle } = brief;
    const isQuiet = kind !== 'poll' || (idle && isBareOk(played.reply.response));
    if (isQuiet) this.#listener.paired(pair);
    else terminal.polls.take(pair);
    // What is not taken by OK is handed out again.
    if (isBareOk(played.reply.response)) terminal.polls.acknowledged([...said.ids.values()]);
    return !isQuiet;
  }

  async #ask(
    { request, ids }: Answer,
    { exchange, brief, isRest }: Due,
    terminal: TerminalPart,
  ): Promise<{ readonly played: Played; readonly pair: Pair }> {
    const { target, timeoutMs, now, language } = this.#options;
    const { hints, line } = terminal;
    const recorded = new LateRead({ request, response: exchange.response }, hints, language);
    const sent = this.#rewritten(recorded, request, exchange.n, brief, ids);
    terminal.goTo(exchange.connection);
    const atMs = now();
    const reply = await send(target, sent, { timeoutMs, line, stops: this.#stops });
    const observed = new LateRead({ request: sent, response: reply.response }, hints, language);
    if (TerminalPart.learnsOf(brief.kind)) terminal.learn(exchange, recorded.frame);
    const { n } = exchange;
    return {
      played: { exchange, isRest, sent, reply, atMs },
      pair: {
        n,
        brief,
        recorded,
        observed,
        error: reply.error,
        isGathered: false,
        faults: [],
      },
    };
  }

  #rewritten(
    recorded: LateRead,
    request: RequestMessage,
    n: number,
    { kind, sn }: Brief,
    ids: Answer['ids'],
  ): RequestMessage {
    const { serials, days } = this.#options;
    // What is sent as it was recorded need not be read.
    const isAsRecorded = kind !== 'command-result' && days === 0 && !serials.has(sn);
    if (isAsRecorded) return toHost(request, this.#host);
    return rewriteRequest(request, recorded.frame, this.#host, [
      withIds(ids),
      withSerial(sn, serials.get(sn) ?? sn),
      movedBy(days, (field) => this.#tellOnce(n, field)),
    ]);
  }

  #tellOnce(n: number, field: Field): void {
    if (this.#toldToStay.has(field.wire)) return;
    this.#toldToStay.add(field.wire);
    this.#options.staysAsRecorded?.(n, field);
  }

  async #untilDue({ atMs }: Exchange): Promise<void> {
    const { pace, now } = this.#options;
    if (pace === 'fast') return;
    const waitMs = this.#startMs + (atMs - this.#firstMs) / pace - now();
    if (waitMs <= 0) return;
    await this.#stops.wait(waitMs);
  }

  #countRefusals({ outcome, error }: Sent, n: number): void {
    this.#played++;
    this.#refused = outcome === 'refused' ? this.#refused + 1 : 0;
    if (this.#refused === 1 || (this.#refused > 1 && n < this.#firstRefusal.n))
      this.#firstRefusal = { error, n };
    if (this.#refused < MOST_REFUSED) return;
    // Terminals that wait for their turn would only be refused, too.
    this.#stops.stop();
    throw this.#unreachable();
  }
}
