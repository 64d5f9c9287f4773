/** A capture written by a command: a new file, whole or not there at all. */

import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { headerLine, noteLine, type CaptureHeader, type Note } from '../../shared/capture/line.ts';
import { LineBatch } from '../record/line-batch.ts';
import { lineTools } from '../record/line-tools.ts';
import { counted } from '../counted.ts';

/** It cannot be written; `message` is a sentence. */
export class WriteError extends Error {}

/** What stands where a new file was to be, and what to do about it. */
function inTheWay(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return `${path} is a folder; name a new file in it.`;
  // Removing a device or a pipe is never what somebody wants.
  return found?.isFile() === false
    ? `${path} is a device or a pipe, and a capture goes to a new file only; name one that is not there yet.`
    : `${path} is there already; choose another name or remove it first.`;
}

/** Whether a capture that could not be written to its end is of use. */
type Unfinished = 'discard' | 'keep';

export class CaptureWriter {
  readonly path: string;
  readonly #file: number;
  readonly #line = new LineBatch();
  readonly #unfinished: Unfinished;
  /** Where the last whole line ends. */
  #end = 0;
  #isOpen = true;
  exchanges = 0;

  /**
   * Throws WriteError; a file that is there already is left alone. `unfinished` says
   * what becomes of it where it can be written no further.
   */
  constructor(
    path: string,
    header: Omit<CaptureHeader, 'version'>,
    { unfinished = 'discard' }: { readonly unfinished?: Unfinished } = {},
  ) {
    this.path = path;
    this.#unfinished = unfinished;
    try {
      // Captures hold what terminals sent, so they are for their owner alone.
      this.#file = openSync(path, 'wx', 0o600);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new WriteError(
        code === 'EEXIST'
          ? inTheWay(path)
          : `${path} cannot be written (${code}); choose another place.`,
      );
    }
    this.#put(headerLine(header, lineTools));
  }

  add(exchange: Exchange): void {
    this.#put(this.#line.ofOne(exchange));
    this.exchanges++;
  }

  note(note: Note): void {
    this.#put(noteLine(note, lineTools));
  }

  /** A line of another type, without its LF. */
  line(text: string): void {
    this.#put(`${text}\n`);
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  /** Takes it away again: half of it is nothing anybody asked for. */
  discard(): void {
    this.close();
    rmSync(this.path, { force: true });
  }

  /** Throws WriteError, and leaves whole lines or no file. */
  #put(line: Buffer | string): void {
    const bytes = typeof line === 'string' ? Buffer.from(line, 'utf8') : line;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
      this.#end += bytes.length;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new WriteError(this.#endedBy(code ?? String(error)));
    }
  }

  /** Ends it where it can be written no further; the sentence for it. */
  #endedBy(code: string): string {
    const { path, exchanges } = this;
    if (this.#unfinished === 'discard' || exchanges === 0) {
      this.discard();
      return `${path} cannot be written (${code}), and nothing is left of it; make room or choose another place.`;
    }
    // Half a line would be damage.
    ftruncateSync(this.#file, this.#end);
    return `${path} cannot be written on (${code}), it ends after ${counted(exchanges, 'exchange')}; make room or choose another place.`;
  }
}
