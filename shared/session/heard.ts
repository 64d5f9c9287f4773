/** What terminal and server heard of each other where pushscope changed it on the way: versions, and commands that were put in. */

import type { UnnumberedExchange } from '../capture/exchange.ts';
import { latin1 } from '../codec/latin1.ts';
import type { Field, Kind } from '../codec/frame.ts';
import type { RawMessage } from '../codec/message.ts';
import { parameterOf, readTarget } from '../codec/target.ts';

export interface Heard {
  /** `pushver` as it reached the server; absent where it was not changed. */
  readonly pushVersion?: string;
  /** `PushProtVer` as it reached the terminal, empty when it was taken out; absent where it was not changed. */
  readonly pushProtVer?: string;
  /** Fields of a poll's reply as it reached the terminal; absent where it was not changed. */
  readonly replyFields?: readonly Field[];
}

/** Null where nothing of it was changed; `read` reads a reply to that request. */
export function heardOf(
  { request: { forwarded: asked }, response }: Pick<UnnumberedExchange, 'request' | 'response'>,
  kind: Kind,
  read: (reply: RawMessage) => readonly Field[],
): Heard | null {
  const told = response?.forwarded;
  if (kind === 'poll' && told !== undefined) return { replyFields: read(told) };
  if (kind !== 'init' || (asked === undefined && told === undefined)) return null;
  return {
    ...(asked !== undefined && { pushVersion: versionAsked(asked.head) }),
    ...(told !== undefined && { pushProtVer: versionTold(told.body) }),
  };
}

/** The target of the start line holds no blank where a version stands in it. */
const versionAsked = (head: Uint8Array): string =>
  parameterOf(readTarget(latin1(head).split(/[ \r\n]/, 2)[1] ?? ''), 'pushver');

const versionTold = (body: Uint8Array): string =>
  /(?:^|\n)[ \t]*PushProtVer[ \t]*=[ \t]*([^\r\n]*)/i.exec(latin1(body))?.[1]?.trim() ?? '';
