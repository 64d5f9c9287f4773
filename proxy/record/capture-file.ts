/** One capture file being written: whole lines at its end, or nothing. */

import type { Buffer } from 'node:buffer';
import { join } from 'node:path';
import type { Disk } from './disk.ts';

const MOST_NAMES = 1000;

/** 2026-11-24T05-30-12Z-001.jsonl: names sort by time, and run on every file system. */
const nameOf = (atMs: number, index: number): string =>
  `${new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z-${String(index).padStart(3, '0')}.jsonl`;

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-\d{3,4}\.jsonl$/;

/** Whether a file was named here; names that people give look otherwise. */
export const isRecorderName = (name: string): boolean => NAME.test(name);

export class CaptureFile {
  readonly path: string;
  readonly #disk: Disk;
  readonly #file: number;
  /** Bytes of whole lines. */
  #length = 0;
  #lines = 0;
  /** Whether bytes of a broken line may stand behind them. */
  #isTorn = false;

  constructor(disk: Disk, path: string, file: number) {
    this.#disk = disk;
    this.path = path;
    this.#file = file;
  }

  /** A new file, empty, under a name that nobody has. Throws what the disk says. */
  static create(disk: Disk, folder: string, atMs: number): CaptureFile {
    for (let index = 1; ; index++) {
      const path = join(folder, nameOf(atMs, index));
      try {
        return new CaptureFile(disk, path, disk.create(path));
      } catch (error) {
        const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST';
        if (!isTaken || index >= MOST_NAMES) throw error;
      }
    }
  }

  get length(): number {
    return this.#length;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Whether a broken line stands at its end, which nothing may follow. */
  get isTorn(): boolean {
    return this.#isTorn;
  }

  /** Appends so many whole lines, or throws what the disk says and leaves those before them alone. */
  append(lines: Buffer, count = 1): void {
    this.mend();
    let from = 0;
    this.#isTorn = true;
    try {
      while (from < lines.length) {
        const written = this.#disk.write(this.#file, lines, from, lines.length);
        if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
        from += written;
      }
    } catch (error) {
      this.#tryToMend();
      throw error;
    }
    this.#isTorn = false;
    this.#length += lines.length;
    this.#lines += count;
  }

  /** Takes back what came of a broken line. Throws what the disk says. */
  mend(): void {
    if (!this.#isTorn) return;
    this.#disk.truncate(this.#file, this.#length);
    this.#isTorn = false;
  }

  #tryToMend(): void {
    try {
      this.mend();
    } catch {
      // It stays torn; whoever appends next tries again.
    }
  }

  /** Lets go of it, to be completed on the disk in its own time. */
  release(): void {
    this.#tryToMend();
    this.#disk.syncAndClose(this.#file);
  }

  /** Completes it on the disk before this returns. Never throws. */
  close(): void {
    this.#tryToMend();
    try {
      this.#disk.sync(this.#file);
    } catch {
      // The lines are with the kernel; nothing else can be done for them.
    }
    try {
      this.#disk.close(this.#file);
    } catch {
      // Gone either way.
    }
  }
}
