/** Requests as they pass: each opens an exchange at its first byte. */

import { Buffer } from 'node:buffer';
import { requestBody, type BodyPlan } from './body-plan.ts';
import { readRequestHead, type RequestHead } from './head.ts';
import type { KeptMessage } from './kept-message.ts';
import { MessageSide } from './message-side.ts';
import type { OpenExchange, Speaker } from './open-exchange.ts';
import { mayBeRequest } from './start-line.ts';

export interface RequestWatcher {
  open(): OpenExchange;
  now(): number;
  isTerminalRequest(method: string, target: string, userAgent: string): boolean;
  /** Asks the passes whether one of them claims a terminal's request. */
  claim(exchange: OpenExchange, head: RequestHead): void;
  /** The request is whole. */
  requestEnds(exchange: OpenExchange): void;
  /** Whether the exchanges of people are recorded. */
  readonly recordsPeople: boolean;
}

const UNCLEAR: BodyPlan = { kind: 'unclear' };

export class RequestSide extends MessageSide {
  readonly #watcher: RequestWatcher;
  /** The exchange whose request is passing; null between requests. */
  #current: OpenExchange | null = null;
  #speaker: Speaker | null = null;
  #asksForTunnel = false;

  constructor(watcher: RequestWatcher) {
    super(mayBeRequest);
    this.#watcher = watcher;
  }

  get current(): OpenExchange | null {
    return this.#current;
  }

  /** Who sent the request that passed last or is passing; null while its head is incomplete. */
  get speaker(): Speaker | null {
    return this.#speaker;
  }

  /** Whether that request asks for another protocol. */
  get asksForTunnel(): boolean {
    return this.#asksForTunnel;
  }

  protected get message(): KeptMessage | null {
    const exchange = this.#current;
    return exchange === null || exchange.finished || exchange.isUnwanted ? null : exchange.request;
  }

  messageBegins(): void {
    this.#current = this.#watcher.open();
    this.#speaker = null;
    this.opaquePlace = 'head';
  }

  headEnds(head: Buffer): BodyPlan {
    const exchange = this.#current as OpenExchange;
    const facts = readRequestHead(head);
    exchange.request.setHead(head);
    const plan = facts === null ? UNCLEAR : requestBody(facts);
    this.expectBody(exchange.request, plan);
    if (facts === null || plan.kind === 'unclear') {
      exchange.malformed = true;
      this.#speaker = 'unclear';
    } else {
      const { method, target, userAgent } = facts;
      const isTerminal = this.#watcher.isTerminalRequest(method, target, userAgent);
      this.#speaker = isTerminal ? 'terminal' : 'person';
      exchange.isUnwanted = !isTerminal && !this.#watcher.recordsPeople;
      exchange.closes = facts.closes;
      if (isTerminal) this.#watcher.claim(exchange, facts);
    }
    this.#asksForTunnel = facts?.asksForTunnel === true;
    exchange.method = facts?.method ?? '';
    exchange.speaker = this.#speaker;
    return plan;
  }

  messageEnds(): void {
    const exchange = this.#current;
    this.#current = null;
    if (exchange === null) return;
    exchange.requestEndedMs = this.#watcher.now();
    this.#watcher.requestEnds(exchange);
  }

  protected opaqueMessage(): KeptMessage {
    if (this.#current === null || this.#current.finished) {
      this.#current = this.#watcher.open();
      this.opaquePlace = 'head';
    }
    this.#current.malformed = true;
    this.#current.speaker ??= 'unclear';
    this.#speaker = this.#current.speaker;
    return this.#current.request;
  }

  /** Keeps what came of a request that is to be recorded before its end. */
  breakOffRequest(exchange: OpenExchange): void {
    if (exchange === this.#current) this.breakOff(exchange.request);
  }

  /**
   * Bytes after the end of `exchange`'s request that are known to begin no other: what cannot be a
   * start line, or whatever follows a request that said `Connection: close`. They are taken from the
   * exchange that they opened, which is returned to be forgotten.
   */
  takeExcess(exchange: OpenExchange): { bytes: Buffer; opened: OpenExchange | null } | null {
    const opened = this.#current;
    if (exchange.requestEndedMs === null || opened === exchange) return null;
    if (this.scanner.state === 'opaque') {
      const bytes = opened?.request.opaqueBytes ?? null;
      if (bytes === null || opened === null) return null;
      this.#current = null;
      return { bytes, opened };
    }
    const bytes = this.scanner.unfinishedHead;
    if (!exchange.closes || this.scanner.state !== 'head' || bytes.length === 0) return null;
    this.scanner.dropUnfinishedHead();
    this.#current = null;
    return { bytes: Buffer.from(bytes), opened };
  }
}
