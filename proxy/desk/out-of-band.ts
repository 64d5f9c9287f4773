/** Unrecorded lines on their way to the desk: so many and no more, the rest counted. */

import type { ToDesk } from '../../shared/link/desk.ts';

const MOST_LINES = 2_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;
const LOG_MS = 60_000;

type Post = (message: ToDesk) => void;

export class OutOfBand {
  readonly #log: (message: string) => void;
  /** Sent and not yet taken. */
  #lines = 0;
  #characters = 0;
  #leftOut = 0;
  #loggedMs = 0;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Sends what there is room for; without a desk everything is left out. */
  send(lines: readonly string[], post: Post | null): void {
    const room: string[] = [];
    for (const line of lines) {
      const fits =
        post !== null &&
        this.#lines < MOST_LINES &&
        this.#characters + line.length <= MOST_CHARACTERS;
      if (!fits) {
        this.#leftOut++;
        continue;
      }
      room.push(line);
      this.#lines++;
      this.#characters += line.length;
    }
    if (room.length > 0) post?.({ type: 'unrecorded', lines: room });
    this.#tell();
  }

  took(lines: number): void {
    this.#lines -= lines;
    // Lengths are not kept apart: an empty queue is the moment that is sure.
    if (this.#lines <= 0) this.forget();
  }

  /** The desk is gone, and what was on its way with it. */
  forget(): void {
    this.#lines = 0;
    this.#characters = 0;
  }

  #tell(): void {
    if (this.#leftOut === 0 || Date.now() - this.#loggedMs < LOG_MS) return;
    this.#loggedMs = Date.now();
    this.#log(
      `${this.#leftOut} exchanges that are not on file were not shown live either: the desk was too slow`,
    );
    this.#leftOut = 0;
  }
}
