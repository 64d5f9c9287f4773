/**
 * Plays the terminals of a recording against a server: in order within a terminal, terminals side by side.
 *
 * A changed card is for all terminals: as fast as the server answers, none may run ahead of such a request or fall
 * behind it, or a poll would be told of a loss before it was reported. At a pace the clock sees to that.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, RequestMessage } from '../../shared/capture/exchange.ts';
import { isBareOk, readBrief, type Brief } from '../../shared/codec/brief.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { words } from '../../shared/spec/field.ts';
import { changesCard } from './card-requests.ts';
import { Lanes } from './lanes.ts';
import { LateRead } from './late-read.ts';
import { learnIds, type Pair, type Unpaired } from './polls.ts';
import { movedBy } from './restamp.ts';
import { withoutResults } from './results.ts';
import { rewriteRequest, toHost, withIds, withSerial } from './rewrite.ts';
import { send, type Sent, type Target } from './send.ts';
import { TerminalPart } from './terminal-part.ts';

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
  readonly now: () => number;
  /** Of readings and reasons; English without it. */
  readonly language?: Language;
  readonly signal?: AbortSignal;
  /** Resolves when it may go on: a pause. */
  readonly mayGoOn?: () => Promise<void>;
}

export interface Played {
  readonly exchange: Exchange;
  readonly sent: RequestMessage;
  /** What the server said, and how it ended. */
  readonly reply: Sent;
  readonly atMs: number;
  /** Recorded and observed readings that belong together by now; none while commands are awaited. */
  readonly pairs: readonly Pair[];
}

export interface Listener {
  played(played: Played): void;
  /** The exchange was not sent, and why. */
  leftOut(n: number, why: string): void;
  /** Commands that were missing or extra. */
  unpaired(unpaired: Unpaired): void;
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

const hostOf = ({ protocol, hostname, port }: Target): string => {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return port === (protocol === 'https:' ? 443 : 80) ? host : `${host}:${port}`;
};

const weightOf = ({ request, response }: Exchange): number =>
  EXCHANGE_BYTES + request.body.length + (response?.body.length ?? 0);

interface Due {
  readonly exchange: Exchange;
  readonly brief: Brief;
}

export class Player {
  readonly #options: PlayOptions;
  readonly #listener: Listener;
  readonly #host: string;
  readonly #terminals = new Map<string, TerminalPart>();
  /** Of the first exchange, and of its being played. */
  #firstMs = NaN;
  #startMs = NaN;
  #played = 0;
  #refused = 0;
  #lastRefusal = { error: '', n: 0 };

  constructor(options: PlayOptions, listener: Listener) {
    this.#options = options;
    this.#listener = listener;
    this.#host = hostOf(options.target);
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
        await lanes.add(brief.sn, { exchange, brief }, weightOf(exchange));
        if (isForAll) await lanes.settled();
      }
      await lanes.settled();
    } finally {
      for (const { line } of this.#terminals.values()) line.close();
    }
    // What was not asked for is not missing.
    if (this.#isCancelled) return;
    for (const { polls } of this.#terminals.values()) polls.end();
    // Of a recording with fewer exchanges than it takes to be sure, all were refused.
    if (this.#refused > 0 && this.#refused === this.#played) throw this.#unreachable();
  }

  #unreachable(): UnreachableError {
    const { error, n } = this.#lastRefusal;
    return new UnreachableError(
      `Nobody takes connections at ${this.#host} (${error}, exchange ${n}); check that the server runs there.`,
    );
  }

  get #isCancelled(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #terminal(sn: string): TerminalPart {
    const known = this.#terminals.get(sn);
    if (known !== undefined) return known;
    const terminal = new TerminalPart(sn, (unpaired) => this.#listener.unpaired(unpaired));
    this.#terminals.set(sn, terminal);
    return terminal;
  }

  async #play({ exchange, brief }: Due): Promise<void> {
    if (this.#isCancelled) return;
    await this.#untilDue(exchange);
    await this.#options.mayGoOn?.();
    if (this.#isCancelled) return;
    const terminal = this.#terminal(brief.sn);
    const played = await this.#ask(exchange, brief, terminal);
    if (played === null)
      return this.#listener.leftOut(exchange.n, NOT_HANDED_OUT[this.#options.language ?? 'en']);
    if (this.#isCancelled) return;
    this.#countRefusals(played.reply, exchange.n);
    this.#listener.played(played);
  }

  async #ask(exchange: Exchange, brief: Brief, terminal: TerminalPart): Promise<Played | null> {
    const { target, timeoutMs, signal, now, language } = this.#options;
    const { ids, polls, hints, line } = terminal;
    const request = this.#requestOf(exchange, brief, terminal);
    if (request === null) return null;
    const recorded = new LateRead({ request, response: exchange.response }, hints, language);
    const sent = this.#rewritten(recorded, request, brief, terminal);
    terminal.goTo(exchange.connection);
    const atMs = now();
    const reply = await send(target, sent, { timeoutMs, line, ...(signal && { signal }) });
    const observed = new LateRead({ request: sent, response: reply.response }, hints, language);
    const pair: Pair = { n: exchange.n, brief, recorded, observed };
    if (brief.kind === 'init') terminal.learnHints(recorded.frame);
    const isQuiet = brief.kind !== 'poll' || (brief.idle && isBareOk(reply.response));
    const pairs = isQuiet ? [pair] : polls.take(pair);
    if (!isQuiet) for (const each of pairs) learnIds(each, ids);
    return { exchange, sent, reply, atMs, pairs };
  }

  /** Null when nothing is left to say: the commands that it answers were not handed out. */
  #requestOf({ request }: Exchange, { kind }: Brief, { polls, ids }: TerminalPart) {
    const recorded = request.forwarded ?? request;
    if (kind !== 'command-result') return recorded;
    return withoutResults(recorded, (id) => polls.isAwaited(id, ids));
  }

  #rewritten(
    recorded: LateRead,
    request: RequestMessage,
    { kind, sn }: Brief,
    { ids }: TerminalPart,
  ): RequestMessage {
    const { serials, days } = this.#options;
    // What is sent as it was recorded need not be read.
    const isAsRecorded = kind !== 'command-result' && days === 0 && !serials.has(sn);
    if (isAsRecorded) return toHost(request, this.#host);
    return rewriteRequest(request, recorded.frame, this.#host, [
      withIds(ids),
      withSerial(sn, serials.get(sn) ?? sn),
      movedBy(days),
    ]);
  }

  async #untilDue({ atMs }: Exchange): Promise<void> {
    const { pace, now, signal } = this.#options;
    if (pace === 'fast') return;
    const waitMs = this.#startMs + (atMs - this.#firstMs) / pace - now();
    if (waitMs <= 0) return;
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }

  #countRefusals({ outcome, error }: Sent, n: number): void {
    this.#played++;
    this.#refused = outcome === 'refused' ? this.#refused + 1 : 0;
    if (outcome === 'refused') this.#lastRefusal = { error, n };
    if (this.#refused >= MOST_REFUSED) throw this.#unreachable();
  }
}
