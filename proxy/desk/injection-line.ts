/** Asks the main thread about injected commands, and waits for its answers. */

import type { InjectionAnswer, InjectionAsk } from '../../shared/link/injection-asks.ts';
import { Refused } from './answer.ts';
import { Questions } from './questions.ts';

export class InjectionLine {
  readonly #post: (requestId: number, ask: InjectionAsk) => void;
  readonly #questions = new Questions<InjectionAnswer>({
    kind: 'failed',
    message: 'the main thread did not answer',
  });

  constructor(post: (requestId: number, ask: InjectionAsk) => void) {
    this.#post = post;
  }

  /** Throws Refused when there is no answer, or the asking failed. */
  async ask(ask: InjectionAsk): Promise<InjectionAnswer> {
    const answer = await this.#questions.ask((requestId) => this.#post(requestId, ask));
    if (answer.kind === 'failed') {
      throw new Refused(500, 'INJECTION', `Nothing was sent or changed: ${answer.message}.`);
    }
    return answer;
  }

  answered(requestId: number, answer: InjectionAnswer): void {
    this.#questions.answered(requestId, answer);
  }
}
