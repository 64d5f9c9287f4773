/** Tells viewers how far replays are: a few times a second while something changes, never while nothing does. */

import type { ReplayMessage } from '../../shared/link/replay.ts';
import type { Job } from '../replay/jobs.ts';
import type { LiveSocket } from './live-socket.ts';

const EVERY_MS = 100;
/** More than a page reads at once; one that misses some asks for them. */
const MOST_ITEMS = 200;

export class ReplayFeed {
  readonly #socket: LiveSocket;
  /** Jobs that viewers have not been told of. */
  readonly #changed = new Set<Job>();
  /** The number of the last item that was told, by job. */
  readonly #told = new WeakMap<Job, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(socket: LiveSocket) {
    this.#socket = socket;
  }

  changed(job: Job): void {
    this.#changed.add(job);
    this.#timer ??= setTimeout(() => this.#tell(), EVERY_MS);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tell(): void {
    this.#timer = null;
    for (const job of this.#changed) {
      const { items: fresh, ...told } = job.detail(this.#told.get(job) ?? 0);
      const items = fresh.slice(-MOST_ITEMS);
      const last = items.at(-1);
      if (last !== undefined) this.#told.set(job, last.as);
      if (this.#socket.viewers === 0) continue;
      const message: ReplayMessage = { type: 'replay', job: told, items };
      this.#socket.tell(Buffer.from(JSON.stringify(message)));
    }
    this.#changed.clear();
  }
}
