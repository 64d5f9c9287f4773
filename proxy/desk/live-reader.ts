/** Reads the run's capture as it grows, woken by the counters that the main thread shares with us. */

import { performance } from 'node:perf_hooks';
import type { SharedCounters } from '../record/counters.ts';
import type { CaptureView } from './capture-view.ts';
import { slices } from './slices.ts';

const BUSY_MS = 20;
const QUIET_MS = 100;
/** Without traffic for so long we look less often. */
const QUIET_AFTER_MS = 2_000;
/** The file is looked at this often whatever the counters say. */
const LOOK_MS = 1_000;

export interface LiveReaderOptions {
  readonly view: CaptureView;
  readonly counters: SharedCounters;
  readonly onFault: (error: unknown) => void;
}

export class LiveReader {
  readonly #options: LiveReaderOptions;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #recorded = -1;
  #newsMs = performance.now();
  #lookedMs = -Infinity;

  constructor(options: LiveReaderOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#beat();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** There is something to be read whatever the counters say. */
  wake(): void {
    this.#lookedMs = -Infinity;
    this.#newsMs = performance.now();
  }

  async #beat(): Promise<void> {
    const nowMs = performance.now();
    const { recorded } = this.#options.counters.read();
    const isNews = recorded !== this.#recorded;
    if (isNews) this.#newsMs = nowMs;
    if (isNews || nowMs - this.#lookedMs > LOOK_MS) {
      this.#recorded = recorded;
      this.#lookedMs = nowMs;
      await this.#read();
    }
    if (this.#stopped) return;
    const isQuiet = nowMs - this.#newsMs > QUIET_AFTER_MS;
    this.#timer = setTimeout(() => void this.#beat(), isQuiet ? QUIET_MS : BUSY_MS);
  }

  async #read(): Promise<void> {
    const pause = slices();
    try {
      while (!this.#stopped && this.#options.view.readOn()) await pause();
    } catch (error) {
      this.#options.onFault(error);
    }
  }
}
