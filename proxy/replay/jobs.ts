/** Replays that were asked for: one at a time, in order, each to be looked into, paused and cancelled. */

import type { ReplayDetail, ReplayFigures, ReplayJob, ReplayState, ReplayedItem } from '../../shared/link/replay.ts'; // prettier-ignore
import { CaptureWriter } from './capture-writer.ts';
import { daysSince, type Plan } from './plan.ts';
import type { Pace } from './player.ts';
import { replay } from './replay.ts';
import type { Target } from './send.ts';

export interface JobRequest {
  readonly plan: Plan;
  readonly from: string;
  readonly ofRun: boolean;
  readonly target: Target;
  /** As it was written. */
  readonly targetUrl: string;
  readonly pace: Pace;
  readonly serials: ReadonlyMap<string, string>;
  readonly restamp: boolean;
  readonly figures: ReplayFigures;
  /** Name of the new capture, and where it is to lie. */
  readonly capture: string;
  readonly path: string;
}

const MOST_KEPT = 50;
const MOST_ITEMS = 1000;
const TIMEOUT_MS = 30_000;

export class Job {
  readonly id: string;
  readonly #request: JobRequest;
  readonly #ended = new AbortController();
  readonly #items: ReplayedItem[] = [];
  readonly #queuedAtMs: number;
  #state: ReplayState = 'queued';
  #done = 0;
  #different = 0;
  #endedAtMs: number | null = null;
  #error: string | null = null;
  #resume: (() => void) | null = null;
  #paused: Promise<void> | null = null;
  readonly #changed: (job: Job) => void;

  constructor(id: string, request: JobRequest, changed: (job: Job) => void) {
    this.id = id;
    this.#request = request;
    this.#changed = changed;
    this.#queuedAtMs = Date.now();
  }

  get isOpen(): boolean {
    return this.#state === 'queued' || this.#state === 'running' || this.#state === 'paused';
  }

  async run(): Promise<void> {
    if (this.#state === 'cancelled') return this.#request.plan.close();
    if (this.#state === 'queued') this.#state = 'running';
    this.#changed(this);
    const { plan, target, targetUrl, pace, serials, restamp, path, from } = this.#request;
    try {
      const createdAt = new Date().toISOString();
      const writer = new CaptureWriter(
        path,
        { createdAt, upstream: targetUrl, host: 'replay' },
        { unfinished: 'keep' },
      );
      try {
        writer.note({ at: createdAt, text: `replayed: ${from} to ${targetUrl}` });
        await replay(plan, writer, {
          ...{ target, pace, serials, timeoutMs: TIMEOUT_MS, now: Date.now },
          days: restamp ? daysSince(plan, Date.now()) : 0,
          signal: this.#ended.signal,
          mayGoOn: async () => {
            await this.#paused;
          },
          replayed: (item, isRest) => this.#take(item, isRest),
        });
      } finally {
        writer.close();
      }
      if (this.isOpen) this.#state = 'done';
    } catch (error) {
      this.#state = 'failed';
      this.#error = error instanceof Error ? error.message : String(error);
    } finally {
      this.#endedAtMs = Date.now();
      plan.close();
      this.#changed(this);
    }
  }

  /** False when it has ended. */
  pause(): boolean {
    if (this.#state !== 'running') return this.#state === 'paused';
    this.#state = 'paused';
    this.#paused = new Promise((resolve) => {
      this.#resume = resolve;
    });
    this.#changed(this);
    return true;
  }

  resume(): boolean {
    if (this.#state !== 'paused') return this.#state === 'running';
    this.#state = 'running';
    this.#resume?.();
    this.#paused = null;
    this.#changed(this);
    return true;
  }

  cancel(): boolean {
    if (!this.isOpen) return false;
    this.#state = 'cancelled';
    this.#endedAtMs = Date.now();
    this.#ended.abort();
    this.#resume?.();
    this.#changed(this);
    return true;
  }

  get told(): ReplayJob {
    const { targetUrl, from, ofRun, capture, figures } = this.#request;
    return {
      id: this.id,
      state: this.#state,
      target: targetUrl,
      from,
      ofRun,
      capture,
      figures,
      done: this.#done,
      different: this.#different,
      queuedAt: new Date(this.#queuedAtMs).toISOString(),
      endedAt: this.#endedAtMs === null ? null : new Date(this.#endedAtMs).toISOString(),
      error: this.#error,
    };
  }

  /** With the items whose number in the new capture is above `after`. */
  detail(after: number): ReplayDetail {
    return { ...this.told, items: this.#items.filter(({ as }) => as > after) };
  }

  #take(item: ReplayedItem, isRest: boolean): void {
    if (!isRest) this.#done++;
    if (item.verdict === 'different') this.#different++;
    this.#items.push(item);
    if (this.#items.length > MOST_ITEMS) this.#items.shift();
    this.#changed(this);
  }
}

export class ReplayJobs {
  readonly #jobs = new Map<string, Job>();
  /** Told of every change of a job, in the same moment. */
  readonly #changed: (job: Job) => void;
  #last: Promise<void> = Promise.resolve();
  #count = 0;

  constructor(changed: (job: Job) => void) {
    this.#changed = changed;
  }

  add(request: JobRequest): ReplayJob {
    const job = new Job(String(++this.#count), request, this.#changed);
    this.#jobs.set(job.id, job);
    this.#changed(job);
    this.#last = this.#last.then(() => job.run());
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= MOST_KEPT) break;
      if (!old.isOpen) this.#jobs.delete(id);
    }
    return job.told;
  }

  get all(): readonly ReplayJob[] {
    return [...this.#jobs.values()].map((job) => job.told);
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  stop(): void {
    for (const job of this.#jobs.values()) job.cancel();
  }
}
