/**
 * The journal of injected commands: every change of state as a line on disk, before it has its effect.
 *
 * One write a line, so that a process killed at any byte leaves whole lines and at most a torn one at the end,
 * which never took effect and is cut off. At the start the journal is made anew from what it says, beside the
 * old one, and takes its place by a rename.
 */

import { Buffer } from 'node:buffer';
import type { Entry } from './life.ts';
import type { JournalDisk } from './journal-disk.ts';

const LF = 0x0a;

export interface Journalled {
  readonly entries: readonly Entry[];
  /** Lines that could not be read; a torn last one is not among them. */
  readonly damaged: number;
}

export class Journal {
  readonly #disk: JournalDisk;
  readonly #path: string;
  #file: number | null = null;
  /** Bytes of whole lines. */
  #length = 0;
  #isTorn = false;

  constructor(disk: JournalDisk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** What an earlier run wrote. Throws what the disk says. */
  read(): Journalled {
    const bytes = this.#disk.read(this.#path) ?? new Uint8Array();
    this.#length = bytes.lastIndexOf(LF) + 1;
    this.#isTorn = this.#length < bytes.length;
    const lines = Buffer.from(bytes.buffer, bytes.byteOffset, this.#length).toString('utf8');
    const entries: Entry[] = [];
    let damaged = 0;
    for (const line of lines.split('\n').slice(0, -1)) {
      const entry = readEntry(line);
      if (entry === null) damaged++;
      else entries.push(entry);
    }
    return { entries, damaged };
  }

  /** Begins the journal anew with these entries. On failure the old one stays in use; throws what the disk says. */
  renew(entries: readonly Entry[]): void {
    const beside = `${this.#path}.new`;
    const bytes = Buffer.from(entries.map(lineOf).join(''), 'utf8');
    const file = this.#disk.create(beside);
    try {
      writeAll(this.#disk, file, bytes);
      // Renamed before its bytes are on the platter, it could be empty after a power cut.
      this.#disk.sync(file);
      this.#disk.rename(beside, this.#path);
    } catch (error) {
      this.#disk.close(file);
      throw error;
    }
    if (this.#file !== null) this.#disk.close(this.#file);
    this.#file = file;
    this.#length = bytes.length;
    this.#isTorn = false;
  }

  /** On disk when it returns. Throws what the disk says, and then it is as if nothing was written. */
  append(entry: Entry): void {
    this.#file ??= this.#disk.open(this.#path);
    if (this.#disk.isGone(this.#file)) throw new Error('the file was removed; restart pushscope');
    this.#mend(this.#file);
    const bytes = Buffer.from(lineOf(entry), 'utf8');
    this.#isTorn = true;
    try {
      writeAll(this.#disk, this.#file, bytes);
    } catch (error) {
      try {
        this.#mend(this.#file);
      } catch {
        // It stays torn; whoever appends next tries again.
      }
      throw error;
    }
    this.#isTorn = false;
    this.#length += bytes.length;
  }

  close(): void {
    if (this.#file === null) return;
    this.#disk.close(this.#file);
    this.#file = null;
  }

  #mend(file: number): void {
    if (!this.#isTorn) return;
    this.#disk.truncate(file, this.#length);
    this.#isTorn = false;
  }
}

const lineOf = (entry: Entry): string => `${JSON.stringify(entry)}\n`;

function writeAll(disk: JournalDisk, file: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) {
    const written = disk.write(file, bytes, from, bytes.length);
    if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    from += written;
  }
}

const KINDS: ReadonlySet<unknown> = new Set<Entry['t']>([
  'submit',
  'state',
  'answer',
  'number',
  'fetched',
  'life',
  'ids',
]);

function readEntry(line: string): Entry | null {
  try {
    const value: unknown = JSON.parse(line);
    const isEntry =
      typeof value === 'object' && value !== null && 't' in value && KINDS.has(value.t);
    return isEntry ? (value as Entry) : null;
  } catch {
    return null;
  }
}
