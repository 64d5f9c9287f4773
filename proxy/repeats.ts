/** The same sentence at most once a minute, with how often it would have been said: what repeats must not fill a log. */

const QUIET_MS = 60_000;
/** More different sentences are not remembered: some name a peer's error. */
const MOST_SENTENCES = 100;

export class Repeats {
  readonly #monotonicMs: () => number;
  readonly #said = new Map<string, { readonly atMs: number; unsaid: number }>();

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** What is to be said; null when it was said lately. */
  pass(sentence: string): string | null {
    const nowMs = this.#monotonicMs();
    const before = this.#said.get(sentence);
    if (before !== undefined && nowMs - before.atMs < QUIET_MS) {
      before.unsaid++;
      return null;
    }
    if (this.#said.size >= MOST_SENTENCES) this.#said.clear();
    this.#said.set(sentence, { atMs: nowMs, unsaid: 0 });
    const times = before?.unsaid ?? 0;
    return times === 0 ? sentence : `${sentence} (${times} times more since it was last said)`;
  }
}
