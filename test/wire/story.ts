/** What the scanner tells of bytes, as text, however they are cut. */

import { Buffer } from 'node:buffer';
import { replyBody, requestBody, type BodyPlan } from '../../proxy/wire/body-plan.ts';
import { readReplyHead, readRequestHead } from '../../proxy/wire/head.ts';
import { Scanner, type ScannerSink } from '../../proxy/wire/scanner.ts';
import { mayBeReply, mayBeRequest } from '../../proxy/wire/start-line.ts';

export interface Scanned {
  head: string;
  body: string;
  /** Chunk lines, trailer and blank line, as they came. */
  framing: string;
  ended: boolean;
}

/** Collects what the scanner tells, as text. */
export class Story implements ScannerSink {
  readonly messages: Scanned[] = [];
  opaque = '';
  readonly #plan: (head: Buffer) => BodyPlan;
  constructor(plan: (head: Buffer) => BodyPlan) {
    this.#plan = plan;
  }
  get #last(): Scanned {
    return this.messages.at(-1) as Scanned;
  }
  messageBegins(): void {
    this.messages.push({ head: '', body: '', framing: '', ended: false });
  }
  headEnds(head: Buffer): BodyPlan {
    this.#last.head = head.toString('latin1');
    return this.#plan(head);
  }
  bodyData(bytes: Buffer, from: number, to: number): void {
    this.#last.body += bytes.toString('latin1', from, to);
  }
  chunkBegins(_size: number, line: string): void {
    this.#last.framing += line;
  }
  chunkData(bytes: Buffer, from: number, to: number): void {
    this.bodyData(bytes, from, to);
  }
  chunksEnd(trailer: string, blankLine: string): void {
    this.#last.framing += trailer + blankLine;
  }
  messageEnds(): void {
    this.#last.ended = true;
  }
  opaqueData(bytes: Buffer, from: number, to: number): void {
    this.opaque += bytes.toString('latin1', from, to);
  }
}

export const requestPlan = (head: Buffer): BodyPlan => {
  const facts = readRequestHead(head);
  return facts === null ? { kind: 'unclear' } : requestBody(facts);
};
export const replyPlan = (method: string) => (head: Buffer) =>
  replyBody(readReplyHead(head), method);

/** Requests, or with a method replies to it; each piece in memory of its own. */
export function scan(text: string, cuts: readonly number[] | 'each byte', method?: string): Story {
  const story = new Story(method === undefined ? requestPlan : replyPlan(method));
  const scanner = new Scanner(method === undefined ? mayBeRequest : mayBeReply, story);
  const bytes = Buffer.from(text, 'latin1');
  const ends = cuts === 'each byte' ? bytes.keys() : [...cuts].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...ends, bytes.length]) {
    // Each piece in memory of its own, as from a socket.
    const piece = Buffer.from(bytes.subarray(from, to));
    let at = 0;
    while (at < piece.length) at = scanner.feed(piece, at);
    from = Math.max(from, to);
  }
  return story;
}
