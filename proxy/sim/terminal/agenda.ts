/** When each duty of a terminal is due next, in the terminal's own hurried time. */

import type { Clock } from '../clock.ts';

export class Agenda<Duty extends string> {
  readonly #clock: Clock;
  /** How many times as fast as a real one the terminal lives. */
  readonly #pace: number;
  readonly #due = new Map<Duty, number>();

  constructor(clock: Clock, pace: number) {
    this.#clock = clock;
    this.#pace = pace;
  }

  /** Due in so many seconds of the terminal's own time; Infinity means never. */
  plan(duty: Duty, seconds: number): void {
    this.#due.set(duty, this.#clock.now() + (seconds * 1000) / this.#pace);
  }

  /** Waits for the duty that is due first; null when there is none or the terminal is put to rest. */
  async next(rest: AbortSignal): Promise<Duty | null> {
    const [first] = [...this.#due].sort(([, one], [, other]) => one - other);
    if (first === undefined) return null;
    const [duty, at] = first;
    const now = this.#clock.now();
    if (at > now) await this.#clock.wait(at - now, rest);
    return rest.aborted ? null : duty;
  }
}
