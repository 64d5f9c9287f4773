/** Asks the main thread for a new capture file, and waits for its answer. */

import type { FromDesk } from '../../shared/link/desk.ts';
import { Refused } from './answer.ts';

const PATIENCE_MS = 5_000;

interface Waiting {
  readonly done: (path: string) => void;
  readonly failed: (error: Refused) => void;
  readonly timer: NodeJS.Timeout;
}

export class Rotation {
  readonly #post: (message: FromDesk) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(post: (message: FromDesk) => void) {
    this.#post = post;
  }

  ask(): Promise<string> {
    const requestId = this.#next++;
    return new Promise((done, failed) => {
      const timer = setTimeout(
        () => this.failed(requestId, 'the recorder did not answer'),
        PATIENCE_MS,
      );
      this.#waiting.set(requestId, { done, failed, timer });
      this.#post({ type: 'rotate', requestId });
    });
  }

  done(requestId: number, path: string): void {
    this.#end(requestId)?.done(path);
  }

  failed(requestId: number, message: string): void {
    const sentence = `No new capture file was begun: ${message}.`;
    this.#end(requestId)?.failed(new Refused(500, 'ROTATE', sentence));
  }

  #end(requestId: number): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
