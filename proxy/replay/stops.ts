/** What goes on side by side and ends at once when a signal says so: one listener, however many they are. */

export class Stops {
  readonly #signal: AbortSignal | undefined;
  readonly #open = new Set<() => void>();
  #isStopped = false;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.stop, { once: true });
  }

  get isStopped(): boolean {
    return this.#isStopped || this.#signal?.aborted === true;
  }

  readonly stop = (): void => {
    this.#isStopped = true;
    for (const stop of [...this.#open]) stop();
  };

  add(stop: () => void): void {
    this.#open.add(stop);
  }

  delete(stop: () => void): void {
    this.#open.delete(stop);
  }

  /** Resolves after that time, or when it is stopped. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      if (this.isStopped) end();
      else this.add(end);
    });
  }

  /** Nothing will go on any more. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.stop);
  }
}
