/** Replies as they pass: each answers the oldest exchange that has none. */

import type { Buffer } from 'node:buffer';
import { isInterim, replyBody, type BodyPlan } from './body-plan.ts';
import { readReplyHead } from './head.ts';
import type { KeptMessage } from './kept-message.ts';
import { MessageSide } from './message-side.ts';
import type { OpenExchange } from './open-exchange.ts';
import { mayBeReply } from './start-line.ts';

export interface ReplyWatcher {
  /** The exchange that the next reply answers, opened now when there is none. */
  answered(): OpenExchange;
  now(): number;
  replyEnds(exchange: OpenExchange): void;
  /** The connection changes protocol after this reply. */
  tunnelBegins(): void;
}

export class ReplySide extends MessageSide {
  readonly #watcher: ReplyWatcher;
  #current: OpenExchange | null = null;
  #isInterim = false;
  #isTunnel = false;

  constructor(watcher: ReplyWatcher) {
    super(mayBeReply);
    this.#watcher = watcher;
  }

  protected get message(): KeptMessage | null {
    return this.#current === null || this.#current.isUnwanted ? null : this.#current.reply;
  }

  messageBegins(): void {
    this.#current = this.#watcher.answered();
    this.#current.firstByteMs ??= this.#watcher.now();
    this.opaquePlace = 'head';
  }

  headEnds(head: Buffer): BodyPlan {
    const exchange = this.#current as OpenExchange;
    const facts = readReplyHead(head);
    const plan = replyBody(facts, exchange.method);
    this.#isInterim = isInterim(facts);
    this.#isTunnel = plan.kind === 'tunnel';
    if (this.#isInterim) {
      exchange.addInterim(head);
      return plan;
    }
    const reply = exchange.beginReply();
    reply.setHead(head);
    this.expectBody(reply, plan);
    if (plan.kind === 'unclear') exchange.malformed = true;
    return plan;
  }

  messageEnds(): void {
    const exchange = this.#current as OpenExchange;
    this.#current = null;
    if (this.#isInterim) return;
    this.#watcher.replyEnds(exchange);
    if (this.#isTunnel) this.#watcher.tunnelBegins();
  }

  protected opaqueMessage(): KeptMessage {
    if (this.#current === null || this.#current.finished) {
      this.#current = this.#watcher.answered();
      this.#current.firstByteMs ??= this.#watcher.now();
      this.opaquePlace = 'head';
    }
    this.#current.malformed = true;
    return this.#current.reply ?? this.#current.beginReply();
  }

  /** The server is done: a reply that lasts until the close is complete by that, any other is broken off. */
  serverEnds(cleanly: boolean): void {
    const exchange = this.#current;
    if (exchange === null) return;
    if (this.scanner.state === 'close' && cleanly) this.messageEnds();
    else this.breakOffReply(exchange);
  }

  /** Keeps what came of a reply that will not end. */
  breakOffReply(exchange: OpenExchange): void {
    if (exchange !== this.#current) return;
    this.breakOff(exchange.reply ?? exchange.beginReply());
    this.#current = null;
  }
}
