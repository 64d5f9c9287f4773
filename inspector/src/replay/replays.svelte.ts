/** The replays that the desk knows, and the one that is looked at; asked for again while it goes on. */

import type { ReplayFigures, ReplayJob, ReplayRequest, ReplayedItem } from '../../../shared/link/replay.ts'; // prettier-ignore
import { desk, DeskError } from '../link/desk.ts';

const OPEN_MS = 400;
const SETTLED_MS = 5_000;
/** As many as the desk keeps of one job. */
export const MOST_ITEMS = 1_000;

export const isOpen = ({ state }: ReplayJob): boolean =>
  state === 'queued' || state === 'running' || state === 'paused';

export class Replays {
  /** Newest first. */
  jobs = $state.raw<readonly ReplayJob[] | null>(null);
  /** The id of the job that is looked at. */
  chosen = $state<string | null>(null);
  items = $state.raw<readonly ReplayedItem[]>([]);
  failure = $state.raw<DeskError | null>(null);
  asking = $state(false);
  readonly #onRefused: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ending = new AbortController();

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  get job(): ReplayJob | null {
    return this.jobs?.find(({ id }) => id === this.chosen) ?? null;
  }

  /** Asks until it is told to end. */
  watch(): () => void {
    this.#ending = new AbortController();
    void this.#ask();
    return () => {
      this.#ending.abort();
      clearTimeout(this.#timer);
    };
  }

  choose(id: string): void {
    if (id === this.chosen) return;
    this.chosen = id;
    this.items = [];
    void this.#ask();
  }

  figures(wish: ReplayRequest): Promise<ReplayFigures | null> {
    return this.#try(() => desk.replayFigures(wish));
  }

  /** Whether it was taken. */
  async start(wish: ReplayRequest): Promise<boolean> {
    const job = await this.#try(() => desk.replay(wish));
    if (job === null) return false;
    this.jobs = [job, ...(this.jobs ?? [])];
    this.choose(job.id);
    return true;
  }

  async steer(id: string, verb: 'pause' | 'resume' | 'cancel'): Promise<void> {
    await this.#try(() => (verb === 'cancel' ? desk.cancelReplay(id) : desk.steerReplay(id, verb)));
    void this.#ask();
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const { signal } = this.#ending;
    if (!document.hidden) await this.#look(signal);
    if (signal.aborted) return;
    clearTimeout(this.#timer);
    const wait = this.jobs?.some(isOpen) === true ? OPEN_MS : SETTLED_MS;
    this.#timer = setTimeout(() => void this.#ask(), wait);
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      const { items } = await desk.replays(signal);
      this.jobs = items.toReversed();
      this.chosen ??= this.jobs[0]?.id ?? null;
      const id = this.chosen;
      if (id === null) return;
      const job = await desk.replayJob(id, this.items.at(-1)?.as ?? 0, signal);
      if (this.chosen !== id) return;
      // Two looks may overlap: what is here already is not taken twice.
      const last = this.items.at(-1)?.as ?? 0;
      const fresh = job.items.filter(({ as }) => as > last);
      if (fresh.length > 0) this.items = [...this.items, ...fresh].slice(-MOST_ITEMS);
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  async #try<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    this.asking = true;
    this.failure = null;
    try {
      return await act();
    } catch (error) {
      this.#failed(error);
      return null;
    } finally {
      this.asking = false;
    }
  }

  #failed(error: unknown): void {
    this.#onRefused(error);
    this.failure = error instanceof DeskError ? error : new DeskError(0, 'PAGE', String(error));
  }
}
