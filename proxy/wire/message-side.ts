/** What both directions have in common: the scanner's calls fill a kept message. */

import type { Buffer } from 'node:buffer';
import type { BodyPlan } from './body-plan.ts';
import type { KeptMessage } from './kept-message.ts';
import { Scanner, type ScannerSink } from './scanner.ts';
import type { StartLineCheck } from './start-line.ts';

/** Where bytes that cannot be understood are put: the place where understanding stopped. */
type OpaquePlace = 'head' | 'body' | 'excess';

export abstract class MessageSide implements ScannerSink {
  readonly scanner: Scanner;
  protected opaquePlace: OpaquePlace = 'head';

  constructor(mayBegin: StartLineCheck) {
    this.scanner = new Scanner(mayBegin, this);
  }

  /** The message that is passing; null when nobody wants its bytes. */
  protected abstract get message(): KeptMessage | null;
  /** The message that opaque bytes belong to. */
  protected abstract opaqueMessage(): KeptMessage;
  abstract messageBegins(): void;
  abstract headEnds(head: Buffer): BodyPlan;
  abstract messageEnds(): void;

  /** Notes how the body will be delimited. */
  protected expectBody(message: KeptMessage, plan: BodyPlan): void {
    switch (plan.kind) {
      case 'chunked':
        message.setFraming('chunked');
        this.opaquePlace = 'excess';
        break;
      case 'close':
      case 'unclear':
        message.setFraming('close');
        this.opaquePlace = 'body';
        break;
    }
  }

  bodyData(bytes: Buffer, from: number, to: number): void {
    this.message?.addBody(bytes, from, to);
  }

  chunkBegins(size: number, line: string): void {
    this.message?.addChunk(size, line);
  }

  chunkData(bytes: Buffer, from: number, to: number): void {
    this.message?.addBody(bytes, from, to);
  }

  chunksEnd(trailer: string, blankLine: string): void {
    this.message?.endChunks(trailer, blankLine);
  }

  opaqueData(bytes: Buffer, from: number, to: number): void {
    const message = this.opaqueMessage();
    switch (this.opaquePlace) {
      case 'head':
        return message.addOpaque(bytes, from, to);
      case 'body':
        return message.addBody(bytes, from, to);
      case 'excess':
        message.breakChunks('');
        return message.addExcess(bytes, from, to);
    }
  }

  /** The connection ended in the middle of `message`: keeps what came of its head or chunk line. */
  protected breakOff(message: KeptMessage): void {
    message.incomplete = true;
    const { state, unfinishedHead, unfinishedChunkText } = this.scanner;
    if (state === 'head') message.setHead(unfinishedHead);
    else if (state === 'chunked') message.breakChunks(unfinishedChunkText);
  }
}
