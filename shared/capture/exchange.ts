/** An exchange as fact: the bytes of a request and its reply, when, between whom, and how it ended. */

import type { RawMessage } from '../codec/message.ts';

/** How the body was delimited on the wire; together with head and body it gives the wire bytes again. */
export type Framing =
  | { readonly kind: 'length' }
  | { readonly kind: 'close' }
  | {
      readonly kind: 'chunked';
      /** Data sizes in order, the last chunk (0) not among them. */
      readonly chunks: readonly number[];
      /**
       * Only where the peer's chunk lines are not plain lower-case hex + CRLF, or where they broke off: all
       * text between data, as Latin-1. One for each chunk, beginning with the line end of the data before
       * it, then the last chunk's, then the blank line at the very end; as far as they came.
       */
      readonly lines?: readonly string[];
      /** Trailer section as Latin-1 without the final blank line; absent when empty. */
      readonly trailer?: string;
    };

export interface Message extends RawMessage {
  /** Bytes of the whole de-framed body, also when `body` holds only its beginning. */
  readonly size: number;
  readonly framing: Framing;
  /** Of the whole body, lower-case hex; present when `truncated`. */
  readonly sha256?: string;
}

/** Present when a message was changed on the way: the message itself is what came. */
export interface Changes {
  /** What the other side got. */
  readonly forwarded?: Message;
  /** What changed it, in words. */
  readonly changedBy?: string;
}

export interface RequestMessage extends Message, Changes {}

export interface ResponseMessage extends Message, Changes {
  readonly by: 'server' | 'pushscope';
  /** Heads of 1xx replies that came first. */
  readonly interim?: readonly Uint8Array[];
}

export const OUTCOMES = [
  'complete',
  'terminal-aborted',
  'server-aborted',
  'refused',
  'timeout',
  'malformed',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

export interface Timing {
  /** From the request's first byte to its last, milliseconds. */
  readonly requestMs: number;
  /** From the request's first byte to the reply's first; null without a reply. */
  readonly firstByteMs: number | null;
  /** From the request's first byte to the end. */
  readonly totalMs: number;
}

/** What the wire hands to the recorder; the recorder gives it its number. */
export interface UnnumberedExchange {
  /** Milliseconds since 1970 at the request's first byte. */
  readonly atMs: number;
  /** Counts terminal connections of this run from 1. */
  readonly connection: number;
  /** The terminal's address:port. */
  readonly peer: string;
  readonly request: RequestMessage;
  readonly response: ResponseMessage | null;
  readonly timing: Timing;
  readonly outcome: Outcome;
}

export interface Exchange extends UnnumberedExchange {
  /** Counts exchanges of this run from 1, in the order of recording. */
  readonly n: number;
}
