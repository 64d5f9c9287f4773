/** A disk in memory whose calls can be let fail, and which may be full. */

import { Buffer } from 'node:buffer';
import type { Disk } from '../../proxy/record/disk.ts';

interface StoredFile {
  readonly path: string;
  bytes: Buffer;
  isOpen: boolean;
}

const errno = (code: string): Error => Object.assign(new Error(code), { code });

export class FailingDisk implements Disk {
  readonly files: StoredFile[] = [];
  /** Calls so far. */
  calls = 0;
  /** Bytes that still fit. */
  room = Infinity;
  /** Decides by number and name of a call whether it fails, and how. */
  failure: (call: number, name: keyof Disk) => string | null = () => null;
  /** Whether a write that fails, or that does not fit, leaves half of its bytes. */
  writesHalf = true;

  #call(name: keyof Disk): void {
    const code = this.failure(++this.calls, name);
    if (code !== null) throw errno(code);
  }

  makeFolder(): void {
    this.#call('makeFolder');
  }

  create(path: string): number {
    this.#call('create');
    if (this.files.some((file) => file.path === path)) throw errno('EEXIST');
    return this.files.push({ path, bytes: Buffer.alloc(0), isOpen: true }) - 1;
  }

  write(file: number, bytes: Uint8Array, from: number, to: number): number {
    const code = this.failure(++this.calls, 'write');
    const fits = Math.min(to - from, this.room);
    if (code !== null) {
      if (this.writesHalf) this.#append(file, bytes.subarray(from, from + ((to - from) >> 1)));
      throw errno(code);
    }
    if (fits <= 0) throw errno('ENOSPC');
    this.#append(file, bytes.subarray(from, from + fits));
    return fits;
  }

  #append(index: number, bytes: Uint8Array): void {
    const file = this.#open(index);
    file.bytes = Buffer.concat([file.bytes, bytes]);
    this.room -= bytes.length;
  }

  truncate(index: number, length: number): void {
    this.#call('truncate');
    const file = this.#open(index);
    this.room += file.bytes.length - length;
    file.bytes = file.bytes.subarray(0, length);
  }

  remove(path: string): void {
    this.#call('remove');
    this.files.splice(
      this.files.findIndex((file) => file.path === path),
      1,
    );
  }

  sync(index: number): void {
    this.#call('sync');
    this.#open(index);
  }

  close(index: number): void {
    this.#call('close');
    this.#open(index).isOpen = false;
  }

  syncAndClose(index: number): void {
    this.#open(index).isOpen = false;
  }

  #open(index: number): StoredFile {
    const file = this.files[index];
    if (file?.isOpen !== true) throw errno('EBADF');
    return file;
  }
}
