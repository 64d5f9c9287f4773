/** At most one sentence a minute, the newest one where there were more: a full disk must not fill the log. */

const RARE_MS = 60_000;

export class RareLog {
  readonly #monotonicMs: () => number;
  readonly #log: (sentence: string) => void;
  #saidMs = -Infinity;
  #due: string | null = null;

  constructor(monotonicMs: () => number, log: (sentence: string) => void) {
    this.#monotonicMs = monotonicMs;
    this.#log = log;
  }

  say(sentence: string): void {
    this.#due = sentence;
    this.tick();
  }

  /** Says what had to wait, once it may. */
  tick(): void {
    if (this.#due === null || this.#monotonicMs() - this.#saidMs < RARE_MS) return;
    this.#saidMs = this.#monotonicMs();
    const sentence = this.#due;
    this.#due = null;
    this.#log(sentence);
  }
}
