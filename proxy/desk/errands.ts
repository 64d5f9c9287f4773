/** What only the main thread can do (a new file, a note in the capture being written), and its answers. */

import type { Note } from '../../shared/capture/line.ts';
import type { FromDesk } from '../../shared/link/desk.ts';
import { Refused } from './answer.ts';
import { Questions } from './questions.ts';

type Outcome =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly message: string };

export class Errands {
  readonly #post: (message: FromDesk) => void;
  readonly #questions = new Questions<Outcome>({
    ok: false,
    message: 'the recorder did not answer',
  });

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
    this.#questions.answered(requestId, { ok: true, path });
  }

  failed(requestId: number, message: string): void {
    this.#questions.answered(requestId, { ok: false, message });
  }

  async #ask(
    code: string,
    what: string,
    message: (requestId: number) => FromDesk,
  ): Promise<string> {
    const outcome = await this.#questions.ask((requestId) => this.#post(message(requestId)));
    if (!outcome.ok) throw new Refused(500, code, `${what}: ${outcome.message}.`);
    return outcome.path;
  }
}
