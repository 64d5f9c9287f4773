/** The capture files as the desk lists them. */

import type { CaptureRow } from '../../../shared/link/api.ts';
import { desk, DeskError } from '../link/desk.ts';

export class Captures {
  items = $state.raw<readonly CaptureRow[] | null>(null);
  failure = $state.raw<DeskError | null>(null);
  rotating = $state(false);

  readonly #onRefused: (error: unknown) => void;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Newest first. */
  async list(): Promise<void> {
    await this.#try(async () => {
      const { items } = await desk.captures();
      this.items = items.toSorted(
        (a, b) => Number(b.current) - Number(a.current) || b.createdAt.localeCompare(a.createdAt),
      );
    });
  }

  /** Whether a new file was begun. */
  async rotate(): Promise<boolean> {
    this.rotating = true;
    const done = await this.#try(() => desk.rotate());
    this.rotating = false;
    if (done) await this.list();
    return done;
  }

  async #try(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      this.failure = null;
      return true;
    } catch (error) {
      this.#onRefused(error);
      this.failure = error instanceof DeskError ? error : new DeskError(0, 'PAGE', String(error));
      return false;
    }
  }
}
