/** What only the main thread can do (a new file, a note in the capture being written), and its answers. */

import type { Note } from '../../shared/capture/line.ts';
import type { FromDesk } from '../../shared/link/desk.ts';
import { Refused } from './answer.ts';

const PATIENCE_MS = 5_000;

interface Waiting {
  readonly done: (path: string) => void;
  readonly failed: (message: string) => void;
  readonly timer: NodeJS.Timeout;
}

export class Errands {
  readonly #post: (message: FromDesk) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(post: (message: FromDesk) => void) {
    this.#post = post;
  }

  /** Begins a new capture file; resolves with its path. Throws Refused. */
  rotate(): Promise<string> {
    return this.#ask('ROTATE', 'No new capture file was begun', (requestId) => ({
      type: 'rotate',
      requestId,
    }));
  }

  /** Writes a note into that file of the captures folder. Throws Refused. */
  async note(path: string, note: Note): Promise<void> {
    await this.#ask('NOTE', 'The note was not written', (requestId) => ({
      type: 'note',
      requestId,
      path,
      note,
    }));
  }

  done(requestId: number, path: string): void {
    this.#end(requestId)?.done(path);
  }

  failed(requestId: number, message: string): void {
    this.#end(requestId)?.failed(message);
  }

  #ask(code: string, what: string, message: (requestId: number) => FromDesk): Promise<string> {
    const requestId = this.#next++;
    return new Promise((done, refuse) => {
      const failed = (why: string) => refuse(new Refused(500, code, `${what}: ${why}.`));
      const timer = setTimeout(
        () => this.failed(requestId, 'the recorder did not answer'),
        PATIENCE_MS,
      );
      this.#waiting.set(requestId, { done, failed, timer });
      this.#post(message(requestId));
    });
  }

  #end(requestId: number): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
