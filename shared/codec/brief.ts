/** The few facts of an exchange that indexes and folding need, without its field tree. */

import type { Kind } from './frame.ts';
import { isCut, type RawExchange, type RawMessage } from './message.ts';
import { lookAt } from './request-look.ts';

export interface Brief {
  readonly kind: Kind;
  readonly sn: string;
  readonly table: string;
  /** A poll that was answered by a bare OK. */
  readonly idle: boolean;
}

export function readBrief(raw: RawExchange): Brief {
  const { kind, sn, table } = lookAt(raw.request);
  return { kind, sn, table, idle: kind === 'poll' && isBareOk(raw.response) };
}

/** `OK` and line ends at most; the status is no matter, since terminals judge by the body. */
export function isBareOk(reply: RawMessage | null): boolean {
  if (reply === null || isCut(reply)) return false;
  const { body } = reply;
  if (body[0] !== 0x4f || body[1] !== 0x4b) return false;
  for (let at = 2; at < body.length; at++) {
    if (body[at] !== 0x0a && body[at] !== 0x0d) return false;
  }
  return true;
}
