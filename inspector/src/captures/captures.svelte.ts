/** The capture files as the desk lists them. */

import type { CaptureRow } from '../../../shared/link/api.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { upload } from '../link/upload.ts';

interface Uploading {
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
}

export class Captures {
  items = $state.raw<readonly CaptureRow[] | null>(null);
  failure = $state.raw<DeskError | null>(null);
  rotating = $state(false);
  uploading = $state.raw<Uploading | null>(null);
  #sending: AbortController | null = null;

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

  async rename(from: string, name: string): Promise<boolean> {
    const done = await this.#try(() => desk.renameCapture(from, name));
    if (done) await this.list();
    return done;
  }

  async remove(name: string): Promise<boolean> {
    const done = await this.#try(() => desk.removeCapture(name));
    if (done) await this.list();
    return done;
  }

  /** Whether it is there now: neither refused nor stopped. */
  async upload(file: File): Promise<boolean> {
    const { name } = file;
    this.#sending = new AbortController();
    const { signal } = this.#sending;
    this.uploading = { name, share: 0 };
    let whole = false;
    const sent = (bytes: number) =>
      (this.uploading = { name, share: bytes / Math.max(1, file.size) });
    const path = desk.captureAddress(name);
    await this.#try(async () => (whole = await upload('PUT', path, file, sent, signal)));
    this.uploading = null;
    if (whole) await this.list();
    return whole;
  }

  cancelUpload(): void {
    this.#sending?.abort();
  }

  async #try(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      this.failure = null;
      return true;
    } catch (error) {
      this.#onRefused(error);
      this.failure = deskErrorOf(error);
      return false;
    }
  }
}
