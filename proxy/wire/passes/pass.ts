/**
 * What a pass is to the wire: it claims exchanges by their request's head, sees the claimed messages whole,
 * and says what shall become of them. Only the wire acts.
 */

import type { Buffer } from 'node:buffer';
import type { Message, ResponseMessage } from '../../../shared/capture/exchange.ts';
import type { RequestHead } from '../head.ts';

export interface Pass {
  /** Whether any exchange may be claimed now: while false, nothing is looked at and not one byte waits. */
  readonly isArmed: boolean;
  /** Asked at the end of a request's head, before its bytes leave. null: passes untouched. */
  claim(head: RequestHead, from: Claimant): Claim | null;
}

/** Whose request it is, as far as the connection tells. */
export interface Claimant {
  /** The terminal's address:port. */
  readonly peer: string;
  /** Counts terminal connections of this run from 1. */
  readonly connection: number;
}

export interface Claim {
  /** Present: the request is held until whole; one that grows too long is forwarded untouched. */
  readonly request?: (message: Message) => RequestVerdict;
  /** Present: the reply is held until whole; one that grows too long is forwarded untouched. */
  readonly reply?: (reply: ResponseMessage) => ReplyVerdict;
  /** Present: told on the way how many bytes of the body of our own reply have left. */
  readonly sent?: (bytes: number) => void;
  /** The end, told once, whether or not a verdict was asked for. */
  done(result: ClaimResult): void;
}

export interface ClaimResult {
  /** Whether everything reached the terminal's socket, flushed whole. */
  readonly delivered: boolean;
  /** Number of the recorded exchange; null when it was not recorded. */
  readonly n: number | null;
}

export type RequestVerdict =
  | { readonly kind: 'forward' }
  /** Another body, of whose head only the length changes; or another head too, where one is given. */
  | {
      readonly kind: 'rewrite';
      readonly head?: Buffer;
      readonly body: Buffer;
      readonly why: string;
    }
  /** The server hears nothing; the terminal gets this. */
  | { readonly kind: 'reply'; readonly head: Buffer; readonly body: Buffer; readonly why: string };

export type ReplyVerdict =
  | { readonly kind: 'forward' }
  | { readonly kind: 'rewrite'; readonly body: Buffer; readonly why: string };
