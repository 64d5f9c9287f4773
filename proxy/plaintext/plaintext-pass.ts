/** Keeps terminals and server from agreeing on encryption, in the two messages of each initialisation. */

import { Buffer } from 'node:buffer';
import type { Message, ResponseMessage } from '../../shared/capture/exchange.ts';
import { kindOf } from '../../shared/codec/kind.ts';
import { headerOf, statusOf } from '../../shared/codec/replies/status.ts';
import { readTarget } from '../../shared/codec/target.ts';
import type { RequestHead } from '../wire/head.ts';
import type { Claim, Pass, ReplyVerdict, RequestVerdict } from '../wire/passes/pass.ts';
import { lowerPushVersion, withoutProtocolVersion } from './offers.ts';

const FORWARD = { kind: 'forward' } as const;

export class PlaintextPass implements Pass {
  readonly isArmed = true;

  claim({ method, target }: RequestHead): Claim | null {
    if (kindOf(method, readTarget(target)) !== 'init') return null;
    return {
      request: (message) => requestVerdict(message, target),
      reply: replyVerdict,
      done: () => {},
    };
  }
}

function requestVerdict(message: Message, target: string): RequestVerdict {
  if (isPartial(message)) return FORWARD;
  const offer = lowerPushVersion(message.head, target);
  if (offer === null) return FORWARD;
  return { kind: 'rewrite', head: offer.bytes, body: Buffer.from(message.body), why: offer.why };
}

/** A reply that is no list of options, or one that cannot be read, goes on as it is. */
function replyVerdict(reply: ResponseMessage): ReplyVerdict {
  const coding = headerOf(reply.head, 'content-encoding').toLowerCase();
  const isReadable = coding === '' || coding === 'identity';
  if (isPartial(reply) || !isReadable || statusOf(reply.head) !== 200) return FORWARD;
  const offer = withoutProtocolVersion(reply.body);
  return offer === null ? FORWARD : { kind: 'rewrite', body: offer.bytes, why: offer.why };
}

const isPartial = ({ incomplete, truncated, excess }: Message): boolean =>
  incomplete === true || truncated === true || excess !== undefined;
