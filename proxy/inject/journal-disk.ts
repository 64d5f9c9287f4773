/** The few disk calls of the journal, so that a test can let each of them fail or cut the file anywhere. */

import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** All wait for the kernel and throw what it says. */
export interface JournalDisk {
  /** Null when there is no such file. */
  read(path: string): Uint8Array | null;
  /** An empty file for its owner alone, written at its end; one of that name is emptied. */
  create(path: string): number;
  /** A file that is there, written at its end. */
  open(path: string): number;
  /** May write less than asked; returns how much. */
  write(file: number, bytes: Uint8Array, from: number, to: number): number;
  /** Whether no name leads to the file any more: what is written there is lost. */
  isGone(file: number): boolean;
  truncate(file: number, length: number): void;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const realJournalDisk: JournalDisk = {
  read(path) {
    try {
      return readFileSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  },
  create(path) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Emptied by truncate: with `w` later writes would not go to the end whatever happens.
    const file = openSync(path, 'a', 0o600);
    ftruncateSync(file, 0);
    return file;
  },
  open: (path) => openSync(path, 'a', 0o600),
  write: (file, bytes, from, to) => writeSync(file, bytes, from, to - from),
  isGone: (file) => fstatSync(file).nlink === 0,
  truncate: ftruncateSync,
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  remove: unlinkSync,
};
