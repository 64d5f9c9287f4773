/** What is asked of the main thread, by number, until it is answered or patience ends. */

const PATIENCE_MS = 5_000;

interface Open<Answer> {
  readonly done: (answer: Answer) => void;
  readonly timer: NodeJS.Timeout;
}

export class Questions<Answer> {
  readonly #silence: Answer;
  readonly #open = new Map<number, Open<Answer>>();
  #next = 1;

  /** `silence` stands for the answer that never came. */
  constructor(silence: Answer) {
    this.#silence = silence;
  }

  ask(post: (requestId: number) => void): Promise<Answer> {
    const requestId = this.#next++;
    return new Promise((done) => {
      // A thread that stood still itself finds the timer run out and the answer there: the answer counts.
      const timer = setTimeout(
        () => setImmediate(() => this.answered(requestId, this.#silence)),
        PATIENCE_MS,
      );
      this.#open.set(requestId, { done, timer });
      post(requestId);
    });
  }

  answered(requestId: number, answer: Answer): void {
    const open = this.#open.get(requestId);
    this.#open.delete(requestId);
    clearTimeout(open?.timer);
    open?.done(answer);
  }
}
