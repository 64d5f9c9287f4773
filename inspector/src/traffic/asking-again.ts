/** Asks again what a filter matches as long as there may be more to it, and never more often than the desk can answer. */

/** The least time between two askings. */
const LEAST_MS = 400;
/** While the desk is not through: it looks on as long as somebody asks. */
const SEARCHING_MS = 50;

export class AskingAgain {
  /** Asks once; whether the desk has more to look through. */
  readonly #ask: () => Promise<boolean>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** There is more than the last answer told. */
  #outdated = false;
  /** Rises when what is asked becomes another. */
  #turn = 0;

  constructor(ask: () => Promise<boolean>) {
    this.#ask = ask;
  }

  /** There is, or may be, more. */
  wish(): void {
    this.#outdated = true;
    const turn = this.#turn;
    this.#timer ??= setTimeout(() => void this.#run(turn), LEAST_MS);
  }

  /** Something else will be asked. */
  stop(): void {
    this.#turn++;
    this.#outdated = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #run(turn: number): Promise<void> {
    const asked = performance.now();
    this.#outdated = false;
    const hasMore = await this.#ask();
    if (turn !== this.#turn) return;
    this.#outdated ||= hasMore;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (this.#outdated) void this.#run(turn);
      },
      hasMore ? SEARCHING_MS : Math.max(LEAST_MS, 3 * (performance.now() - asked)),
    );
  }
}
