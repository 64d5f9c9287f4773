/** Asks the main thread about injected commands, and waits for its answers. */

import type { InjectionAnswer, InjectionAsk } from '../../shared/link/injection-asks.ts';
import { Refused } from './answer.ts';

const PATIENCE_MS = 5_000;

interface Waiting {
  readonly done: (answer: InjectionAnswer) => void;
  readonly timer: NodeJS.Timeout;
}

export class InjectionLine {
  readonly #post: (requestId: number, ask: InjectionAsk) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(post: (requestId: number, ask: InjectionAsk) => void) {
    this.#post = post;
  }

  /** Throws Refused when there is no answer, or the asking failed. */
  async ask(ask: InjectionAsk): Promise<InjectionAnswer> {
    const requestId = this.#next++;
    const answer = await new Promise<InjectionAnswer>((done) => {
      const timer = setTimeout(() => {
        const message = 'the main thread did not answer';
        this.answered(requestId, { kind: 'failed', message });
      }, PATIENCE_MS);
      this.#waiting.set(requestId, { done, timer });
      this.#post(requestId, ask);
    });
    if (answer.kind === 'failed') {
      throw new Refused(500, 'INJECTION', `Nothing was sent or changed: ${answer.message}.`);
    }
    return answer;
  }

  answered(requestId: number, answer: InjectionAnswer): void {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    clearTimeout(waiting?.timer);
    waiting?.done(answer);
  }
}
