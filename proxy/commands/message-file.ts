/** A message read from a file of its own, cut into head and body as the wire cuts it. */

import type { Buffer } from 'node:buffer';
import type { Message } from '../../shared/capture/exchange.ts';
import { replyBody, requestBody, type BodyPlan } from '../wire/body-plan.ts';
import { readReplyHead, readRequestHead } from '../wire/head.ts';
import { KeptMessage } from '../wire/kept-message.ts';
import { MessageSide } from '../wire/message-side.ts';
import { mayBeReply, mayBeRequest } from '../wire/start-line.ts';

const UNCLEAR: BodyPlan = { kind: 'unclear' };

class FileSide extends MessageSide {
  readonly #planOf: (head: Buffer) => BodyPlan | 'interim';
  readonly #interim: Buffer[] = [];
  readonly #kept = new KeptMessage(Infinity);
  #isInterim = false;
  #ended = false;

  constructor(mayBegin: typeof mayBeRequest, planOf: (head: Buffer) => BodyPlan | 'interim') {
    super(mayBegin);
    this.#planOf = planOf;
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

  read(bytes: Buffer): Message & { readonly interim?: readonly Buffer[] } {
    let at = 0;
    while (at < bytes.length && !this.#ended) at = this.scanner.feed(bytes, at);
    if (at < bytes.length) this.#kept.addExcess(bytes, at, bytes.length);
    const { state } = this.scanner;
    // A message that lasts until the close ends with its file; one without form cannot be incomplete.
    if (!this.#ended && state !== 'close' && state !== 'opaque') this.breakOff(this.#kept);
    return {
      ...this.#kept.finish(),
      ...(this.#interim.length > 0 && { interim: this.#interim }),
    };
  }
}

export const readRequestFile = (bytes: Buffer): Message =>
  new FileSide(mayBeRequest, (head) => {
    const facts = readRequestHead(head);
    return facts === null ? UNCLEAR : requestBody(facts);
  }).read(bytes);

/** The reply to a request with that head; interim replies before it are told apart. */
export const readReplyFile = (
  bytes: Buffer,
  requestHead: Buffer,
): Message & { readonly interim?: readonly Buffer[] } => {
  const method = readRequestHead(requestHead)?.method ?? '';
  return new FileSide(mayBeReply, (head) => {
    const facts = readReplyHead(head);
    const isInterim = facts.status !== null && facts.status < 200 && facts.status !== 101;
    return isInterim ? 'interim' : replyBody(facts, method);
  }).read(bytes);
};
