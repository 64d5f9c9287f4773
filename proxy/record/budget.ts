/**
 * The disk budget of a captures folder: captures that the recorder is through with go, oldest first, as soon
 * as all of its files together could grow beyond it. What has another name is somebody's own and stays.
 */

import { readdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isRecorderName } from './capture-file.ts';

export interface BudgetOptions {
  readonly dir: string;
  /** What all captures of the folder may take together, the one being written at its full size. */
  readonly keepBytes: number;
  /** The size at which a new file begins. */
  readonly rotateBytes: number;
  readonly log: (sentence: string) => void;
  /** The capture is about to be gone. */
  readonly onRemove: (path: string) => void;
}

interface Kept {
  readonly name: string;
  readonly bytes: number;
}

/** What stands beside a capture and is nothing without it. */
const beside = (path: string): string => `${path}.idx`;

const bytesOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

export class Budget {
  readonly #options: BudgetOptions;
  #trimming: Promise<void> = Promise.resolve();

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** Removes what is too much beside the file being written. Never rejects: what cannot be removed is logged. */
  trim(open: string): Promise<void> {
    return (this.#trimming = this.#trimming.then(() => this.#trim(basename(open))));
  }

  async #trim(open: string): Promise<void> {
    const { dir, keepBytes, rotateBytes, log } = this.#options;
    try {
      const names = (await readdir(dir)).filter((name) => isRecorderName(name) && name !== open);
      const kept: Kept[] = await Promise.all(names.sort().map(async (name) => ({ name, bytes: await this.#bytes(name) }))); // prettier-ignore
      let bytes = rotateBytes + kept.reduce((sum, each) => sum + each.bytes, 0);
      for (const each of kept) {
        if (bytes <= keepBytes) return;
        await this.#remove(each);
        bytes -= each.bytes;
      }
    } catch (error) {
      log(`The captures could not be kept within --keep: ${(error as Error).message}.`);
    }
  }

  async #bytes(name: string): Promise<number> {
    const path = join(this.#options.dir, name);
    return (await bytesOf(path)) + (await bytesOf(beside(path)));
  }

  async #remove({ name, bytes }: Kept): Promise<void> {
    const path = join(this.#options.dir, name);
    this.#options.onRemove(path);
    await unlink(path);
    await unlink(beside(path)).catch(() => {});
    this.#options.log(`${name} (${Math.ceil(bytes / 1e6)} MB) was removed, to stay within --keep.`);
  }
}
