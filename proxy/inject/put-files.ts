/** Files for PutFile, kept on disk until the terminal has answered, each at a path that nobody can guess. */

import type { Buffer } from 'node:buffer';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UPLOAD_ENDING } from '../../shared/link/injection.ts';
import type { PutFile } from './life.ts';

/** All wait for the kernel and throw what it says. */
export interface FolderDisk {
  /** Names in the folder; none when there is no such folder. */
  list(folder: string): readonly string[];
  rename(folder: string, from: string, to: string): void;
  /** Null when there is no such file. */
  read(folder: string, name: string): Buffer | null;
  /** Nothing happens when there is no such file. */
  remove(folder: string, name: string): void;
}

function orNothing<T>(nothing: T, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing;
    throw error;
  }
}

export const realFolderDisk: FolderDisk = {
  list: (folder) => orNothing([], () => readdirSync(folder)),
  rename: (folder, from, to) => renameSync(join(folder, from), join(folder, to)),
  read: (folder, name) => orNothing(null, () => readFileSync(join(folder, name))),
  remove: (folder, name) => rmSync(join(folder, name), { force: true }),
};

export interface Offer extends PutFile {
  /** As PutFile takes it: below /iclock/. */
  readonly url: string;
}

const TOKEN = /^[0-9a-f]{32}$/;
/** The path of a request for one of our files; servers have none of that name. */
const OUR_PATH = /\/file\/pushscope-([0-9a-f]{32})(?:\/|$)/i;
const LONGEST_NAME = 64;

/** The token in the path of a request; null when it is not for a file of ours. */
export const tokenIn = (path: string): string | null =>
  OUR_PATH.exec(path)?.[1]?.toLowerCase() ?? null;

export class PutFiles {
  readonly #disk: FolderDisk;
  readonly #folder: string;
  readonly #randomHex: (bytes: number) => string;
  readonly #tokens: Set<string>;

  constructor(disk: FolderDisk, folder: string, randomHex: (bytes: number) => string) {
    this.#disk = disk;
    this.#folder = folder;
    this.#randomHex = randomHex;
    const names = disk.list(folder);
    this.#tokens = new Set(names.filter((name) => TOKEN.test(name)));
    // Uploads that an earlier run did not finish.
    for (const name of names) if (name.endsWith(UPLOAD_ENDING)) this.#forget(name);
  }

  get tokens(): readonly string[] {
    return [...this.#tokens];
  }

  get isEmpty(): boolean {
    return this.#tokens.size === 0;
  }

  /** Where a file would be served; nothing is kept yet. */
  offer(name: string, size: number): Offer {
    const token = this.#randomHex(16);
    // Terminals tell archives by the ending of the name.
    const plain = name.replace(/^.*[/\\]/, '').replace(/[^A-Za-z0-9._-]/g, '_');
    const safe = plain === '' ? 'file' : plain.slice(-LONGEST_NAME);
    return { token, name: safe, size, url: `file/pushscope-${token}/${safe}` };
  }

  /** Keeps an upload that lies in the folder. Throws what the disk says. */
  keep(token: string, upload: string): void {
    this.#disk.rename(this.#folder, upload, token);
    this.#tokens.add(token);
  }

  get(token: string): Buffer | null {
    return this.#tokens.has(token) ? this.#disk.read(this.#folder, token) : null;
  }

  /** Never throws. */
  remove(token: string): void {
    this.#tokens.delete(token);
    this.#forget(token);
  }

  #forget(name: string): void {
    try {
      this.#disk.remove(this.#folder, name);
    } catch {
      // What stays there is removed at the next start.
    }
  }
}
