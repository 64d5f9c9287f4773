/** Work in order within a name and side by side across names: so much at once, and so much waiting at most. */

export interface LaneLimits {
  /** Items in work at the same time. */
  readonly atOnce: number;
  /** Weight of all items that have begun to wait and are not done. */
  readonly weight: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly weight: number;
}

export class Lanes<Item> {
  readonly #work: (item: Item) => Promise<void>;
  readonly #limits: LaneLimits;
  /** Of each name that waits or is in work; the one in work is no longer in it. */
  readonly #queues = new Map<string, Waiting<Item>[]>();
  /** Names whose next item may begin. */
  readonly #ready: string[] = [];
  #weight = 0;
  #running = 0;
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void) | null = null;

  constructor(work: (item: Item) => Promise<void>, limits: LaneLimits) {
    this.#work = work;
    this.#limits = limits;
  }

  /** Resolves when there is room for another. Rejects when some work has failed: then nothing more begins. */
  async add(name: string, item: Item, weight: number): Promise<void> {
    this.#weight += weight;
    const queue = this.#queues.get(name);
    if (queue === undefined) {
      this.#queues.set(name, [{ item, weight }]);
      this.#ready.push(name);
      this.#begin();
    } else queue.push({ item, weight });
    await this.#until(() => this.#weight < this.#limits.weight);
  }

  /** Resolves when all that was added is done. Rejects with the first failure, once what had begun is done. */
  async settled(): Promise<void> {
    await this.#until(() => this.#queues.size === 0);
  }

  async #until(holds: () => boolean): Promise<void> {
    while (this.#failure === null && !holds()) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure === null) return;
    while (this.#running > 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    throw this.#failure.error;
  }

  #begin(): void {
    while (this.#failure === null && this.#running < this.#limits.atOnce) {
      const name = this.#ready.shift();
      if (name === undefined) return;
      this.#running++;
      void this.#run(name);
    }
  }

  async #run(name: string): Promise<void> {
    const queue = this.#queues.get(name) as Waiting<Item>[];
    const { item, weight } = queue.shift() as Waiting<Item>;
    try {
      await this.#work(item);
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#running--;
    this.#weight -= weight;
    if (queue.length > 0) this.#ready.push(name);
    else this.#queues.delete(name);
    this.#begin();
    this.#wake?.();
  }
}
