/** Plays the terminals of a plan against a server: in order within a terminal, terminals side by side. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, RequestMessage } from '../../shared/capture/exchange.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Read } from '../../shared/compare/exchange.ts';
import { textCodec } from '../charset.ts';
import type { Plan, PlannedTerminal } from './plan.ts';
import { PollPairs, learnIds, type Pair } from './polls.ts';
import { daysBetween, movedBy } from './restamp.ts';
import { withoutResults } from './results.ts';
import { rewriteRequest, withIds, withSerial } from './rewrite.ts';
import { send, type Sent, type Target } from './send.ts';

/** `fast`: as fast as the server answers; a number: so many times the recorded pace. */
export type Pace = 'fast' | number;

export interface PlayOptions {
  readonly target: Target;
  readonly pace: Pace;
  readonly timeoutMs: number;
  /** Serials to send instead of recorded ones. */
  readonly serials: ReadonlyMap<string, string>;
  readonly restamp: boolean;
  readonly now: () => number;
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

/** What one terminal's part came to. */
export interface TerminalEnd {
  readonly sn: string;
  readonly polls: PollPairs;
}

export interface Listener {
  played(played: Played): void;
  /** The exchange was not sent, and why. */
  leftOut(n: number, why: string): void;
  ended(end: TerminalEnd): void;
}

const NOT_HANDED_OUT = 'the commands that it answers were not handed out this time';

/** Terminals at once when played as fast as possible; at a pace they all go on side by side. */
const MOST_AT_ONCE = 64;
/** So many connections in a row that nobody took: the server is not there. */
const MOST_REFUSED = 10;

/** The server cannot be reached; `message` is a sentence. */
export class UnreachableError extends Error {}

const hostOf = ({ protocol, hostname, port }: Target): string => {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return port === (protocol === 'https:' ? 443 : 80) ? host : `${host}:${port}`;
};

export class Player {
  readonly #plan: Plan;
  readonly #options: PlayOptions;
  readonly #listener: Listener;
  readonly #days: number;
  readonly #host: string;
  #startMs = 0;
  #refused = 0;

  constructor(plan: Plan, options: PlayOptions, listener: Listener) {
    this.#plan = plan;
    this.#options = options;
    this.#listener = listener;
    this.#days = options.restamp
      ? daysBetween(plan.firstMs + plan.figures.spanMs, options.now())
      : 0;
    this.#host = hostOf(options.target);
  }

  /** Resolves at the end or when cancelled. Throws UnreachableError. */
  async play(): Promise<void> {
    this.#startMs = this.#options.now();
    const waiting = [...this.#plan.terminals];
    const atOnce = this.#options.pace === 'fast' ? MOST_AT_ONCE : waiting.length;
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await this.#playTerminal(next);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, lane));
  }

  get #isCancelled(): boolean {
    return this.#options.signal?.aborted === true;
  }

  async #playTerminal({ sn, places }: PlannedTerminal): Promise<void> {
    const ids = new Map<string, string>();
    const polls = new PollPairs();
    let hints: TerminalHints = { language: '', encrypted: false };
    for (let at = 0; at < places.length && !this.#isCancelled; at += 2) {
      const exchange = this.#plan.read(places[at] as number, places[at + 1] as number);
      await this.#untilDue(exchange);
      await this.#options.mayGoOn?.();
      if (this.#isCancelled) break;
      const played = await this.#ask(exchange, sn, ids, polls, hints);
      if (played === null) {
        this.#listener.leftOut(exchange.n, NOT_HANDED_OUT);
        continue;
      }
      hints = hintsAfter(hints, played.recorded);
      if (this.#isCancelled) break;
      this.#countRefusals(played.reply, exchange.n);
      this.#listener.played(played);
    }
    this.#listener.ended({ sn, polls });
  }

  async #ask(
    exchange: Exchange,
    sn: string,
    ids: Map<string, string>,
    polls: PollPairs,
    hints: TerminalHints,
  ): Promise<(Played & { readonly recorded: Read }) | null> {
    const { target, timeoutMs, signal, serials, now } = this.#options;
    const request = withoutResults(exchange.request.forwarded ?? exchange.request, (id) =>
      polls.isAwaited(id, ids),
    );
    if (request === null) return null;
    const raw = { request, response: exchange.response };
    const decode = (of: typeof raw) =>
      decodeExchange(of, { text: textCodec, language: 'en', hints });
    const recorded: Read = { raw, frame: decode(raw) };
    const sent = rewriteRequest(request, recorded.frame, this.#host, [
      withIds(ids),
      withSerial(sn, serials.get(sn) ?? sn),
      movedBy(this.#days),
    ]);
    const atMs = now();
    const reply = await send(target, sent, { timeoutMs, ...(signal && { signal }) });
    const answered = { request: sent, response: reply.response };
    const observed: Read = { raw: answered, frame: decode(answered) };
    const pairs =
      recorded.frame.kind === 'poll'
        ? polls.take(exchange.n, recorded, observed)
        : [{ n: exchange.n, recorded, observed }];
    for (const pair of pairs) learnIds(pair, ids);
    return { exchange, sent, reply, atMs, pairs, recorded };
  }

  async #untilDue({ atMs }: Exchange): Promise<void> {
    const { pace, now, signal } = this.#options;
    if (pace === 'fast') return;
    const waitMs = this.#startMs + (atMs - this.#plan.firstMs) / pace - now();
    if (waitMs <= 0) return;
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }

  #countRefusals({ outcome, error }: Sent, n: number): void {
    this.#refused = outcome === 'refused' ? this.#refused + 1 : 0;
    if (this.#refused < Math.min(MOST_REFUSED, this.#plan.exchanges)) return;
    throw new UnreachableError(
      `Nobody takes connections at ${this.#host} (${error}, exchange ${n}); check that the server runs there.`,
    );
  }
}

function hintsAfter(hints: TerminalHints, { frame }: Read): TerminalHints {
  if (frame.kind !== 'init') return hints;
  const language = frame.request.fields.find(({ key }) => key === 'language')?.raw;
  const encrypt = frame.response?.fields.find(({ key }) => key === 'encrypt')?.raw;
  return {
    language: language ?? hints.language,
    encrypted: encrypt === undefined ? hints.encrypted : encrypt === '1',
  };
}
