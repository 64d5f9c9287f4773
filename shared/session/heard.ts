/** The versions that terminal and server heard of each other, where `--force-plaintext` changed them on the way. */

import type { UnnumberedExchange } from '../capture/exchange.ts';
import { latin1 } from '../codec/latin1.ts';
import { parameterOf, readTarget } from '../codec/target.ts';

export interface Heard {
  /** `pushver` as it reached the server; absent where it was not changed. */
  readonly pushVersion?: string;
  /** `PushProtVer` as it reached the terminal, empty when it was taken out; absent where it was not changed. */
  readonly pushProtVer?: string;
}

/** Null where nothing of it was changed. */
export function heardOf({
  request: { forwarded: asked },
  response,
}: Pick<UnnumberedExchange, 'request' | 'response'>): Heard | null {
  const told = response?.forwarded;
  if (asked === undefined && told === undefined) return null;
  const heard: Heard = {
    ...(asked !== undefined && { pushVersion: versionAsked(asked.head) }),
    ...(told !== undefined && { pushProtVer: versionTold(told.body) }),
  };
  return heard;
}

/** The target of the start line holds no blank where a version stands in it. */
const versionAsked = (head: Uint8Array): string =>
  parameterOf(readTarget(latin1(head).split(/[ \r\n]/, 2)[1] ?? ''), 'pushver');

const versionTold = (body: Uint8Array): string =>
  /(?:^|\n)[ \t]*PushProtVer[ \t]*=[ \t]*([^\r\n]*)/i.exec(latin1(body))?.[1]?.trim() ?? '';
