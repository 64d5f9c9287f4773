/** One message read from its bytes as they come: for whoever is no relay but one of its ends. */

import type { Buffer } from 'node:buffer';
import type { Message } from '../../shared/capture/exchange.ts';
import { isInterim, replyBody, requestBody, type BodyPlan } from './body-plan.ts';
import { readReplyHead, readRequestHead } from './head.ts';
import { KeptMessage } from './kept-message.ts';
import { MessageSide } from './message-side.ts';
import { mayBeReply, mayBeRequest } from './start-line.ts';

const UNCLEAR: BodyPlan = { kind: 'unclear' };

export type ReadMessage = Message & { readonly interim?: readonly Buffer[] };

export class MessageReader extends MessageSide {
  readonly #planOf: (head: Buffer) => BodyPlan | 'interim';
  readonly #interim: Buffer[] = [];
  readonly #kept: KeptMessage;
  #isInterim = false;
  #ended = false;

  constructor(
    mayBegin: typeof mayBeRequest,
    planOf: (head: Buffer) => BodyPlan | 'interim',
    bodyLimit = Infinity,
  ) {
    super(mayBegin);
    this.#planOf = planOf;
    this.#kept = new KeptMessage(bodyLimit);
  }

  /** Whether its last byte has come. */
  get ended(): boolean {
    return this.#ended;
  }

  protected get message(): KeptMessage {
    return this.#kept;
  }

  protected opaqueMessage(): KeptMessage {
    return this.#kept;
  }

  messageBegins(): void {
    this.opaquePlace = 'head';
  }

  headEnds(head: Buffer): BodyPlan {
    const plan = this.#planOf(head);
    this.#isInterim = plan === 'interim';
    if (plan === 'interim') {
      this.#interim.push(head);
      return { kind: 'none' };
    }
    this.#kept.setHead(head);
    this.expectBody(this.#kept, plan);
    return plan;
  }

  messageEnds(): void {
    this.#ended = !this.#isInterim;
  }

  /** Takes bytes up to the end of the message; returns how many were its own. */
  feed(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && !this.#ended) at = this.scanner.feed(bytes, at);
    return at;
  }

  /** Bytes that came behind its end and belong to nothing else. */
  addExcess(bytes: Buffer, from: number): void {
    this.#kept.addExcess(bytes, from, bytes.length);
  }

  /** No more bytes come: the message as far as it goes. */
  finish(): ReadMessage {
    const { state } = this.scanner;
    // A message that lasts until the close ends with it; one without form cannot be incomplete.
    if (!this.#ended && state !== 'close' && state !== 'opaque') this.breakOff(this.#kept);
    return {
      ...this.#kept.finish(),
      ...(this.#interim.length > 0 && { interim: this.#interim }),
    };
  }
}

export const requestReader = (): MessageReader =>
  new MessageReader(mayBeRequest, (head) => {
    const facts = readRequestHead(head);
    return facts === null ? UNCLEAR : requestBody(facts);
  });

/** The reply to a request with that head; interim replies before it are told apart. */
export function replyReader(requestHead: Buffer, bodyLimit?: number): MessageReader {
  const method = readRequestHead(requestHead)?.method ?? '';
  return new MessageReader(
    mayBeReply,
    (head) => {
      const facts = readReplyHead(head);
      return isInterim(facts) ? 'interim' : replyBody(facts, method);
    },
    bodyLimit,
  );
}
