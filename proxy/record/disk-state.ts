/** Whether the disk takes what it is given: what it said when it refused, when it may be asked again, and whom to tell. */

import { RareLog } from './rare-log.ts';
import { refusalReason } from './refusal.ts';

/** A disk that refuses is asked again this often at most. */
export const RETRY_MS = 500;

export interface DiskStateOptions {
  readonly dir: string;
  readonly monotonicMs: () => number;
  readonly log: (sentence: string) => void;
  /** Null when every exchange is recorded again, else why not. */
  readonly onRecording: (notRecording: string | null) => void;
}

export class DiskState {
  readonly #options: DiskStateOptions;
  readonly #rareLog: RareLog;
  #refusal: string | null = null;
  #refusedMs = -Infinity;

  constructor(options: DiskStateOptions) {
    this.#options = options;
    this.#rareLog = new RareLog(options.monotonicMs, options.log);
  }

  /** Why the disk need not be asked at the moment; null when it may be. */
  get refusal(): string | null {
    const mayTry = this.#options.monotonicMs() - this.#refusedMs >= RETRY_MS;
    return mayTry ? null : this.#refusal;
  }

  /** Whether it has refused something and nothing was taken since. */
  get isRefusing(): boolean {
    return this.#refusal !== null;
  }

  /** Says a sentence, but not often. */
  say(sentence: string): void {
    this.#rareLog.say(sentence);
  }

  tick(): void {
    this.#rareLog.tick();
  }

  /** The disk refused; returns why in words. */
  refused(error: unknown): string {
    const reason = refusalReason(error);
    const { dir, monotonicMs, onRecording } = this.#options;
    this.#refusedMs = monotonicMs();
    if (this.#refusal !== reason) {
      this.#refusal = reason;
      const sentence = `Exchanges are forwarded and not recorded: ${reason}.`;
      this.say(`${sentence} Make room for ${dir}; recording then resumes by itself.`);
      onRecording(sentence);
    }
    return reason;
  }

  taken(): void {
    if (this.#refusal === null) return;
    this.#refusal = null;
    this.say('Every exchange is recorded again; a gap line in the capture says what is missing.');
    this.#options.onRecording(null);
  }
}
