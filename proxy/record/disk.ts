/** The few disk calls of the recorder, so that a test can let each of them fail. */

import {
  close,
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** All but `syncAndClose` wait for the kernel and throw what it says. */
export interface Disk {
  /** Makes the folder, those above it included, for its owner alone. */
  makeFolder(path: string): void;
  /** A new file for its owner alone, written at its end; throws EEXIST when there is one. */
  create(path: string): number;
  /** May write less than asked; returns how much. */
  write(file: number, bytes: Uint8Array, from: number, to: number): number;
  truncate(file: number, length: number): void;
  remove(path: string): void;
  sync(file: number): void;
  close(file: number): void;
  /** The same two without waiting: the platter may take seconds. */
  syncAndClose(file: number): void;
}

/** Node's own recursive mkdir never comes back where a parent can be neither found nor made (/proc). */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, 0o700);
  }
}

export const realDisk: Disk = {
  makeFolder,
  create: (path) => openSync(path, 'ax', 0o600),
  write: (file, bytes, from, to) => writeSync(file, bytes, from, to - from),
  truncate: ftruncateSync,
  remove: unlinkSync,
  sync: fsyncSync,
  close: closeSync,
  syncAndClose: (file) => {
    fsync(file, () => close(file, () => {}));
  },
};
