/** Requests and replies of one connection, paired into exchanges and handed to the recorder. */

import type { Buffer } from 'node:buffer';
import type { Outcome, ResponseMessage } from '../../shared/capture/exchange.ts';
import type { RequestHead } from './head.ts';
import { OpenExchange } from './open-exchange.ts';
import { errorWord, type WireSettings } from './options.ts';
import type { Refusal } from './own-reply.ts';
import { ClaimedExchange } from './passes/claimed-exchange.ts';
import { ReplySide, type ReplyWatcher } from './reply-side.ts';
import { RequestSide, type RequestWatcher } from './request-side.ts';

/** More open exchanges, or more bytes kept of them, are waited out before reading on from the terminal. */
const MOST_OPEN = 256;
const MOST_HELD_BYTES = 16 * 1024 * 1024;

export class Pairing implements RequestWatcher, ReplyWatcher {
  readonly #settings: WireSettings;
  readonly #connection: number;
  readonly #peer: string;
  readonly #requests: RequestSide;
  readonly #replies: ReplySide;
  /** Oldest first; replies come in the order of requests (RFC 9112 section 9.3.2). */
  readonly #open: OpenExchange[] = [];
  /** Opened last: the one that the bytes of a request belong to. */
  #newest: OpenExchange | null = null;
  #claimedCount = 0;
  #nowMs = 0;
  #terminalEnded = false;
  /** The last exchange is complete, and its request said that nothing follows. */
  #saidClose = false;
  /** Set when our own code failed: the connection is forwarded and no longer looked at. */
  #isBlind = false;
  /** Whether a request is recorded whose head never became complete. */
  keepsUnknown = true;
  /** Whether whoever writes the replies does so at the end of the turn, behind the record. */
  keepsTurns = false;

  constructor(settings: WireSettings, connection: number, peer: string) {
    this.#settings = settings;
    this.#connection = connection;
    this.#peer = peer;
    this.#requests = new RequestSide(this);
    this.#replies = new ReplySide(this);
  }

  /**
   * The lane for the request that passed last or is passing; null while its head is incomplete. What
   * http-proxy could only spoil (a WebSocket, a request nobody understands) goes to the wire as well.
   */
  get lane(): 'wire' | 'console' | null {
    if (this.#isBlind) return 'wire';
    const { speaker, asksForTunnel } = this.#requests;
    if (speaker === null) return null;
    return speaker === 'person' && !asksForTunnel ? 'console' : 'wire';
  }

  get newest(): OpenExchange | null {
    return this.#newest;
  }

  get oldest(): OpenExchange | null {
    return this.#open[0] ?? null;
  }

  /** Whether an exchange is open that a pass has claimed. */
  get hasClaimed(): boolean {
    return this.#claimedCount > 0;
  }

  get isBlind(): boolean {
    return this.#isBlind;
  }

  get recordsPeople(): boolean {
    return this.#settings.recordConsole;
  }

  /** Whether a request has begun and not ended. */
  get isRequestPassing(): boolean {
    return this.#requests.current !== null;
  }

  get openCount(): number {
    return this.#open.length;
  }

  /** When bytes last passed, on the monotonic clock. */
  get lastPassedMs(): number {
    return this.#nowMs;
  }

  /** Whether the terminal has got its last reply, by its own word: it will send no more. */
  get isOver(): boolean {
    return this.#saidClose && this.#open.length === 0 && !this.isRequestPassing;
  }

  get isCrowded(): boolean {
    if (this.#open.length < 8) return false;
    if (this.#open.length > MOST_OPEN) return true;
    return this.#open.reduce((sum, each) => sum + each.heldBytes, 0) > MOST_HELD_BYTES;
  }

  /** Reads all bytes on from `from`. */
  fromTerminal(bytes: Buffer, from = 0): void {
    let at = from;
    while (at < bytes.length) at = this.nextRequest(bytes, at);
  }

  /** Reads at most to the end of one request; returns the offset after it. */
  nextRequest(bytes: Buffer, from: number): number {
    if (this.#isBlind) return bytes.length;
    this.#nowMs = this.#settings.monotonicMs();
    try {
      return this.#requests.scanner.feed(bytes, from);
    } catch (error) {
      this.#goBlind(error);
      return bytes.length;
    }
  }

  /** Reads what the server sent; exchanges that end in it are taken for the record before this returns. */
  fromServer(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) at = this.nextReply(bytes, at);
  }

  /** Reads at most to the end of one reply; returns the offset after it. */
  nextReply(bytes: Buffer, from: number): number {
    if (this.#isBlind) return bytes.length;
    this.#nowMs = this.#settings.monotonicMs();
    try {
      return this.#replies.scanner.feed(bytes, from);
    } catch (error) {
      this.#goBlind(error);
      return bytes.length;
    }
  }

  /** The terminal sends no more; it may still be waiting for replies. */
  terminalEnded(): void {
    this.#nowMs = this.#settings.monotonicMs();
    this.#terminalEnded = true;
  }

  /** The terminal's connection broke: nothing more of what is open will be seen. */
  terminalAborted(): void {
    this.#nowMs = this.#settings.monotonicMs();
    this.#finishAll('terminal-aborted');
  }

  /** No more bytes come from the server; `cleanly` when it said so itself. */
  serverEnded(cleanly: boolean): void {
    if (this.#isBlind) return;
    this.#nowMs = this.#settings.monotonicMs();
    try {
      this.#replies.serverEnds(cleanly);
    } catch (error) {
      this.#goBlind(error);
    }
    // A terminal that left first is why the server did not begin to answer; a reply that broke off, or one
    // that a terminal still waits for, is the server's doing.
    const hasLeft = this.#terminalEnded && cleanly && this.#open[0]?.reply === null;
    this.#finishAll(hasLeft ? 'terminal-aborted' : 'server-aborted');
  }

  /** The server cannot answer; `reply` is what the terminal gets from us for the oldest exchange. */
  serverUnreachable(outcome: Refusal['outcome'], reply: ResponseMessage | null): void {
    this.#nowMs = this.#settings.monotonicMs();
    const first = this.#open[0];
    if (first !== undefined) this.#finish(first, outcome, reply);
    this.#finishAll(outcome);
  }

  /** The method of the oldest open exchange; empty when it is unknown. */
  get methodToAnswer(): string {
    return this.#open[0]?.method ?? '';
  }

  open(): OpenExchange {
    const exchange = new OpenExchange(this.#settings.now(), this.#nowMs, this.#settings.bodyLimit);
    this.#open.push(exchange);
    this.#newest = exchange;
    return exchange;
  }

  answered(): OpenExchange {
    const oldest = this.#open[0];
    if (oldest !== undefined) return oldest;
    // Observed from servers that time out an idle connection: a reply that nobody asked for.
    const unasked = this.open();
    unasked.malformed = true;
    unasked.requestEndedMs = this.#nowMs;
    return unasked;
  }

  now(): number {
    return this.#nowMs;
  }

  isTerminalRequest(method: string, target: string, userAgent: string): boolean {
    return this.#settings.isTerminalRequest(method, target, userAgent);
  }

  claim(exchange: OpenExchange, head: RequestHead): void {
    if (exchange.isUnclaimable) return;
    const from = { peer: this.#peer, connection: this.#connection };
    for (const pass of this.#settings.passes) {
      const claim = pass.isArmed ? pass.claim(head, from) : null;
      if (claim === null) continue;
      exchange.claimFor(new ClaimedExchange(claim));
      this.#claimedCount++;
      return;
    }
  }

  requestEnds(exchange: OpenExchange): void {
    const { claimed } = exchange;
    if (claimed?.holdsRequest === true) claimed.requestIsWhole(exchange.request.finish());
  }

  /** Ends an exchange that a pass answers itself. */
  answeredByPass(exchange: OpenExchange): void {
    this.#finish(exchange, 'complete', null);
    this.#saidClose = exchange.closes;
  }

  replyEnds(exchange: OpenExchange): void {
    const { claimed } = exchange;
    const reply = claimed?.holdsReply === true ? exchange.serverReply() : null;
    if (reply !== null) claimed?.replyIsWhole(reply);
    this.#finish(exchange, 'complete', null);
    this.#saidClose = exchange.closes && exchange.requestEndedMs !== null;
  }

  tunnelBegins(): void {
    this.#requests.scanner.becomeTunnel();
    this.#finishAll('malformed');
  }

  #finishAll(outcome: Outcome): void {
    if (this.#isBlind) return;
    while (this.#open[0] !== undefined) this.#finish(this.#open[0], outcome, null);
  }

  #finish(exchange: OpenExchange, outcome: Outcome, ownReply: ResponseMessage | null): void {
    const place = this.#open.indexOf(exchange);
    if (place >= 0) this.#open.splice(place, 1);
    if (exchange.requestEndedMs === null) this.#requests.breakOffRequest(exchange);
    else if (this.#open.length < 2) this.#addExcess(exchange);
    if (outcome !== 'complete') this.#replies.breakOffReply(exchange);
    exchange.finished = true;
    const { claimed } = exchange;
    if (claimed !== null) this.#claimedCount--;
    if (this.#isWanted(exchange)) this.#record(exchange, outcome, ownReply);
    if (outcome !== 'complete') claimed?.done(false);
  }

  #record(exchange: OpenExchange, outcome: Outcome, ownReply: ResponseMessage | null): void {
    const fact = exchange.toExchange(this.#connection, this.#peer, this.#nowMs, outcome);
    try {
      const n = this.#settings.record(ownReply === null ? fact : { ...fact, response: ownReply });
      const { claimed } = exchange;
      if (claimed === null && this.keepsTurns) return this.#settings.turn.recorded();
      const isOnFile = this.#settings.commit();
      if (claimed !== null && isOnFile) claimed.n = n ?? null;
    } catch (error) {
      this.#warn('The recorder failed; forwarding goes on.', error);
    }
  }

  #addExcess(exchange: OpenExchange): void {
    const excess = this.#requests.takeExcess(exchange);
    if (excess === null) return;
    exchange.request.addExcess(excess.bytes, 0, excess.bytes.length);
    const place = excess.opened === null ? -1 : this.#open.indexOf(excess.opened);
    if (place >= 0) this.#open.splice(place, 1);
  }

  #isWanted({ speaker }: OpenExchange): boolean {
    if (this.#settings.recordConsole) return true;
    return speaker === null ? this.keepsUnknown : speaker !== 'person';
  }

  #goBlind(error: unknown): void {
    this.#isBlind = true;
    for (const { claimed } of this.#open) claimed?.done(false);
    this.#open.length = 0;
    this.#claimedCount = 0;
    this.#warn('A connection is forwarded without being read: our reading failed.', error);
  }

  #warn(message: string, error: unknown): void {
    this.#settings.log({
      level: 'error',
      message,
      connection: this.#connection,
      error: errorWord(error),
    });
  }
}
