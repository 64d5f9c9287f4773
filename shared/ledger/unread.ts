/** What was uploaded and is in no account: whole uploads, ends of uploads, and records whose cells do not fit their table. */

import type { Field } from '../codec/frame.ts';
import type { RawMessage } from '../codec/message.ts';
import { lookAt, type RequestLook } from '../codec/request-look.ts';
import { recordNumberIn } from '../codec/stamp-id.ts';
import { parameterOf } from '../codec/target.ts';

/**
 * Of uploads: encrypted, binary · shortened: only the beginning was kept.
 * Of records: columns: too few · card, amount, balance, number (of the card or of the record): none that can be read.
 */
export const UNREAD_REASONS = ['encrypted', 'binary', 'shortened', 'columns', 'card', 'amount', 'balance', 'number'] as const; // prettier-ignore

export type UnreadReason = (typeof UNREAD_REASONS)[number];

export interface Unread {
  readonly reason: UnreadReason;
  /** Of uploads or of records. */
  readonly count: number;
  /** The first of them. */
  readonly n: number;
  readonly sn: string;
}

export class Unreads {
  readonly #byReason = new Map<UnreadReason, Unread>();

  add(reason: UnreadReason, n: number, sn: string): void {
    const there = this.#byReason.get(reason);
    const unread = there ?? { reason, count: 0, n, sn };
    this.#byReason.set(reason, { ...unread, count: unread.count + 1 });
  }

  get all(): readonly Unread[] {
    return UNREAD_REASONS.flatMap((reason) => this.#byReason.get(reason) ?? []);
  }
}

/** Why the body of an upload is no records; null where it is. */
export function opaqueIn(fields: readonly Field[]): 'encrypted' | 'binary' | null {
  const content = fields.find(({ key, span }) => key === 'content' && span?.part === 'body');
  return content === undefined ? null : content.value === 'encrypted' ? 'encrypted' : 'binary';
}

/** The end of an upload that was longer than what is kept of one. */
export interface NotKept {
  /** The number of its newest record; null where its StampId names none. */
  readonly upTo: number | null;
}

/** Null where all of it was kept. */
export function notKeptOf(request: RawMessage, look?: RequestLook): NotKept | null {
  if (request.truncated !== true) return null;
  const { target } = look ?? lookAt(request);
  return { upTo: recordNumberIn(parameterOf(target, 'stampid')) };
}
