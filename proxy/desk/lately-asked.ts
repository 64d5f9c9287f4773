/** What was asked for lately, by name: so many are kept, and what nobody asked for longest is let go. */

export class LatelyAsked<T extends object> {
  readonly #most: number;
  readonly #letGo: (value: T) => void;
  /** Least recently asked for first. */
  readonly #kept = new Map<string, T>();

  constructor(most: number, letGo: (value: T) => void = () => {}) {
    this.#most = most;
    this.#letGo = letGo;
  }

  /** That of the name, made if it is not there. */
  ask(name: string, make: () => T): T {
    const asked = this.#kept.get(name) ?? make();
    this.#kept.delete(name);
    this.#kept.set(name, asked);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.forget(oldest);
    }
    return asked;
  }

  /** It counts as asked for no later than before. */
  get(name: string): T | undefined {
    return this.#kept.get(name);
  }

  has(value: T): boolean {
    return [...this.#kept.values()].includes(value);
  }

  forget(name: string): void {
    const value = this.#kept.get(name);
    if (value === undefined) return;
    this.#kept.delete(name);
    this.#letGo(value);
  }

  forgetAll(): void {
    for (const name of this.#kept.keys()) this.forget(name);
  }
}
