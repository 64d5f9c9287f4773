/** What a terminal answers to commands: under the numbers that the server under test gave, and not before it gave them. */

import type { RequestMessage } from '../../shared/capture/exchange.ts';
import { isBareOk } from '../../shared/codec/brief.ts';
import type { Handed } from './handed-out.ts';
import type { PollPairs } from './polls.ts';
import { answeredIn, onlyResults } from './results.ts';
import type { Due } from './terminal-part.ts';

/** An answer, or the rest of one, to commands that have not come. */
export interface Held {
  readonly due: Due;
  /** The commands that it is about: their numbers may stand for others by the time they come. */
  readonly handed: ReadonlyMap<string, Handed>;
}

export interface Answer {
  readonly request: RequestMessage;
  /** The numbers to say, by the recorded ones. */
  readonly ids: ReadonlyMap<string, string>;
}

export class Answers {
  readonly #polls: PollPairs;
  #held: Held[] = [];

  constructor(polls: PollPairs) {
    this.#polls = polls;
  }

  /** What of it can be said by now, null when nothing can; the rest is held. */
  take(due: Due, recorded: RequestMessage, known?: Held['handed']): Answer | null {
    const handed = known ?? this.#polls.handed(answeredIn(recorded));
    this.#polls.answered([...handed.values()], isBareOk(due.exchange.response));
    const isAwaited = (id: string) => handed.get(id)?.givenId === null;
    const ids = new Map([...handed].flatMap(([id, { givenId }]) => givenId === null ? [] : [[id, givenId] as const])); // prettier-ignore
    if (ids.size === handed.size) return { request: recorded, ids };
    const rest = onlyResults(recorded, isAwaited) ?? recorded;
    const request = onlyResults(recorded, (id) => !isAwaited(id));
    const isRest = due.isRest || request !== null;
    const left = { ...due, exchange: { ...due.exchange, request: rest }, isRest };
    this.#held.push({ due: left, handed });
    return request === null ? null : { request, ids };
  }

  /** All that are held; they are held no longer. */
  release(): readonly Held[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}
