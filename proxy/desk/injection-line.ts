/** Asks the main thread about injected commands, and waits for its answers. */

import type { InjectionAnswer, InjectionAsk } from '../../shared/link/injection-asks.ts';
import { Refused } from './answer.ts';
import { Questions } from './questions.ts';

export class InjectionLine {
  readonly #post: (requestId: number, ask: InjectionAsk) => void;
  readonly #questions = new Questions<InjectionAnswer | null>(null);

  constructor(post: (requestId: number, ask: InjectionAsk) => void) {
    this.#post = post;
  }

  /** Throws Refused when there is no answer, or the asking failed. */
  async ask(ask: InjectionAsk): Promise<InjectionAnswer> {
    const answer = await this.#questions.ask((requestId) => this.#post(requestId, ask));
    if (answer === null) {
      // The question still lies there and may be heeded later: whoever asks again could send a command twice.
      throw new Refused(
        504,
        'NO_ANSWER',
        'Whether it was done is not known, for pushscope was too busy to answer; look at the list of commands before you try again.',
      );
    }
    if (answer.kind === 'failed') {
      throw new Refused(500, 'INJECTION', `Nothing was sent or changed: ${answer.message}.`);
    }
    return answer;
  }

  answered(requestId: number, answer: InjectionAnswer): void {
    this.#questions.answered(requestId, answer);
  }
}
