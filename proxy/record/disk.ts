/** The few disk calls of the recorder, so that a test can let each of them fail. */

import {
  close,
  closeSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

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

export const realDisk: Disk = {
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  },
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
