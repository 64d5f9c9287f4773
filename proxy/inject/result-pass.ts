/** Takes the answers to our commands out of what terminals say: the server never learns of them. */

import { Buffer } from 'node:buffer';
import type { Message } from '../../shared/capture/exchange.ts';
import { isBinary } from '../../shared/codec/body-charset.ts';
import { lookAt } from '../../shared/codec/request-look.ts';
import type { RequestHead } from '../wire/head.ts';
import type { Claim, ClaimResult, Pass, RequestVerdict } from '../wire/passes/pass.ts';
import type { Answers } from './answers.ts';
import type { Delivery } from './delivery.ts';
import { sortResults } from './firewall.ts';
import { ownReply } from './own-reply.ts';
import { factsOf } from './request-facts.ts';

const OK = Buffer.from('OK');

export class ResultPass implements Pass {
  readonly #answers: Answers;
  readonly #delivery: Delivery;

  constructor(answers: Answers, delivery: Delivery) {
    this.#answers = answers;
    this.#delivery = delivery;
  }

  get isArmed(): boolean {
    return this.#answers.mayCome;
  }

  claim(head: RequestHead): Claim | null {
    const { kind, sn } = factsOf(head);
    if (kind !== 'command-result') return null;
    // Observed: the serial may stand in the body alone.
    if (sn !== null && sn !== '' && !this.#answers.mayComeFrom(sn)) return null;
    return new ResultClaim(this.#answers, this.#delivery, head);
  }
}

class ResultClaim implements Claim {
  readonly #answers: Answers;
  readonly #delivery: Delivery;
  readonly #head: RequestHead;
  #settled: readonly string[] = [];

  constructor(answers: Answers, delivery: Delivery, head: RequestHead) {
    this.#answers = answers;
    this.#delivery = delivery;
    this.#head = head;
  }

  readonly request = (message: Message): RequestVerdict => {
    const forward = { kind: 'forward' } as const;
    if (message.incomplete === true || message.truncated === true) return forward;
    const { sn } = lookAt(message);
    const body = asBuffer(message.body);
    const { ours, rest } = sortResults(body, this.#answers.recogniser(sn));
    this.#noteEncryption(sn, body);
    if (ours.length === 0) return forward;
    this.#settled = this.#answers.take(sn, ours);
    const why =
      ours.length === 1
        ? 'the result of an injected command was taken out'
        : `the results of ${ours.length} injected commands were taken out`;
    if (rest.length > 0) return { kind: 'rewrite', body: rest, why };
    return { kind: 'reply', ...ownReply(200, OK, this.#head), why };
  };

  done({ n }: ClaimResult): void {
    this.#answers.numbered(this.#settled, n);
  }

  /** A terminal that packs what it sends: its answers could not be told from the server's. */
  #noteEncryption(sn: string, body: Buffer): void {
    if (sn === '' || body.length === 0) return;
    const begin = body.toString('latin1', 0, 256);
    const isText = /(?:^|[\n&])\s*(?:ID|SN|CMD|Return|FILENAME)\s*=/i.test(begin);
    this.#delivery.setEncrypted(sn, !isText && isBinary(body), 'results');
  }
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
