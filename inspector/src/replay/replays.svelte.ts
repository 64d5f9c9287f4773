/** The replays that the desk knows, and the one that is looked at: asked for once, then told of by the live socket. */

import type { ReplayFigures, ReplayJob, ReplayMessage, ReplayRequest, ReplayedItem } from '../../../shared/link/replay.ts'; // prettier-ignore
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';

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
  /** Null while nobody looks. */
  #ending: AbortController | null = null;
  /** How many messages came: an answer from before one of them is old. */
  #heard = 0;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  get job(): ReplayJob | null {
    return this.jobs?.find(({ id }) => id === this.chosen) ?? null;
  }

  /** Looks once, and listens until it is told to end. */
  watch(): () => void {
    const ending = new AbortController();
    this.#ending = ending;
    void this.#look();
    return () => {
      ending.abort();
      if (this.#ending === ending) this.#ending = null;
    };
  }

  /** The live socket tells how far a job is. */
  replayed({ job, items }: ReplayMessage): void {
    this.#heard++;
    if (this.#ending === null || this.jobs === null) return;
    const isKnown = this.jobs.some(({ id }) => id === job.id);
    this.jobs = isKnown
      ? this.jobs.map((each) => (each.id === job.id ? job : each))
      : [job, ...this.jobs];
    this.chosen ??= job.id;
    if (job.id !== this.chosen) return;
    const [first] = items;
    const last = this.items.at(-1)?.as ?? 0;
    if (first !== undefined && first.as > last + 1) void this.#look();
    else this.#add(items);
  }

  /** The live socket began anew: what it told meanwhile is unknown. */
  renew(): void {
    if (this.#ending !== null) void this.#look();
  }

  choose(id: string): void {
    if (id === this.chosen) return;
    this.chosen = id;
    this.items = [];
    void this.#look();
  }

  figures(wish: ReplayRequest): Promise<ReplayFigures | null> {
    return this.#try(() => desk.replayFigures(wish));
  }

  /** Whether it was taken. */
  async start(wish: ReplayRequest): Promise<boolean> {
    const job = await this.#try(() => desk.replay(wish));
    if (job === null) return false;
    if (this.jobs?.some(({ id }) => id === job.id) !== true)
      this.jobs = [job, ...(this.jobs ?? [])];
    this.choose(job.id);
    return true;
  }

  async steer(id: string, verb: 'pause' | 'resume' | 'cancel'): Promise<void> {
    await this.#try(() => (verb === 'cancel' ? desk.cancelReplay(id) : desk.steerReplay(id, verb)));
  }

  async #look(): Promise<void> {
    const signal = this.#ending?.signal;
    if (signal === undefined) return;
    const heard = this.#heard;
    try {
      const { items } = await desk.replays(signal);
      if (heard !== this.#heard) return await this.#look();
      this.jobs = items.toReversed();
      this.chosen ??= this.jobs[0]?.id ?? null;
      const id = this.chosen;
      if (id === null) return;
      const job = await desk.replayJob(id, this.items.at(-1)?.as ?? 0, signal);
      if (this.chosen === id) this.#add(job.items);
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  /** A look and the socket may tell of the same: what is here already is not taken twice. */
  #add(items: readonly ReplayedItem[]): void {
    const last = this.items.at(-1)?.as ?? 0;
    const fresh = items.filter(({ as }) => as > last);
    if (fresh.length > 0) this.items = [...this.items, ...fresh].slice(-MOST_ITEMS);
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
    this.failure = deskErrorOf(error);
  }
}
