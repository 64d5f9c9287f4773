/** Gives waiting commands to the terminal's own next poll, in the reply of the server. */

import type { ResponseMessage } from '../../shared/capture/exchange.ts';
import { headerOf, statusOf } from '../../shared/codec/replies/status.ts';
import type { RequestHead } from '../wire/head.ts';
import type { Claim, Claimant, ClaimResult, Pass, ReplyVerdict } from '../wire/passes/pass.ts';
import type { Delivery } from './delivery.ts';
import { mergeCommands } from './merge.ts';
import { hostOf, type Peers } from './peers.ts';
import { COMPRESSED, NOT_WHOLE, STATUS, type Reason } from './reasons.ts';
import { factsOf } from './request-facts.ts';

const FORWARD: ReplyVerdict = { kind: 'forward' };

export class PollPass implements Pass {
  readonly #delivery: Delivery;
  readonly #peers: Peers;

  constructor(delivery: Delivery, peers: Peers) {
    this.#delivery = delivery;
    this.#peers = peers;
  }

  get isArmed(): boolean {
    return this.#delivery.hasWaiting;
  }

  claim(head: RequestHead, from: Claimant): Claim | null {
    const { kind, sn } = factsOf(head);
    if (kind !== 'poll' || sn === null || !this.#delivery.hasWaitingFor(sn)) return null;
    const obstacle = this.#delivery.obstacleFor(sn);
    if (obstacle !== null) {
      this.#delivery.refused(sn, obstacle);
      return null;
    }
    this.#peers.set(sn, hostOf(from.peer));
    return new PollClaim(this.#delivery, sn);
  }
}

class PollClaim implements Claim {
  readonly #delivery: Delivery;
  readonly #sn: string;
  #wasAsked = false;
  #taken: readonly string[] = [];

  constructor(delivery: Delivery, sn: string) {
    this.#delivery = delivery;
    this.#sn = sn;
  }

  readonly reply = (reply: ResponseMessage): ReplyVerdict => {
    this.#wasAsked = true;
    const waiting = this.#delivery.waitingFor(this.#sn);
    // Cancelled, or taken by another poll of the same terminal meanwhile.
    if (waiting.length === 0) return FORWARD;
    const refused = (reason: Reason): ReplyVerdict => {
      this.#delivery.refused(this.#sn, reason);
      return FORWARD;
    };
    const obstacle = obstacleIn(reply);
    if (obstacle !== null) return refused(obstacle);
    const merged = mergeCommands(reply.body, waiting);
    if (!merged.ok) return refused(merged.reason);
    const ids = merged.taken.map(({ id }) => id);
    const unwritten = this.#delivery.sending(this.#sn, ids);
    if (unwritten !== null) return refused(unwritten);
    this.#taken = ids;
    const why =
      ids.length === 1 ? '1 command was injected' : `${ids.length} commands were injected`;
    return { kind: 'rewrite', body: merged.body, why };
  };

  done({ delivered, n }: ClaimResult): void {
    if (delivered) this.#delivery.delivered(this.#taken, n);
    else this.#delivery.brokeOff(this.#taken, n);
    // Broken off, or too long to be held.
    if (!this.#wasAsked) this.#delivery.refused(this.#sn, NOT_WHOLE);
  }
}

function obstacleIn({ head, incomplete, truncated, excess }: ResponseMessage): Reason | null {
  if (incomplete === true || truncated === true || excess !== undefined) return NOT_WHOLE;
  const status = statusOf(head);
  if (status !== 200) return STATUS(status);
  const coding = headerOf(head, 'content-encoding').toLowerCase();
  return coding === '' || coding === 'identity' ? null : COMPRESSED(coding);
}
