/** A capture written by a command: a new file, whole or not there at all. */

import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { headerLine, noteLine, type CaptureHeader, type Note } from '../../shared/capture/line.ts';
import { LineBatch } from '../record/line-batch.ts';
import { lineTools } from '../record/line-tools.ts';

/** It cannot be written; `message` is a sentence. */
export class WriteError extends Error {}

export class CaptureWriter {
  readonly path: string;
  readonly #file: number;
  readonly #line = new LineBatch();
  /** Where the last whole line ends. */
  #end = 0;
  exchanges = 0;

  /** Throws WriteError; a file that is there already is left alone. */
  constructor(path: string, header: Omit<CaptureHeader, 'version'>) {
    this.path = path;
    try {
      // Captures hold what terminals sent, so they are for their owner alone.
      this.#file = openSync(path, 'wx', 0o600);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new WriteError(
        code === 'EEXIST'
          ? `${path} is there already; choose another name or remove it first.`
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
    closeSync(this.#file);
  }

  /** Takes it away again: half of it is nothing anybody asked for. */
  discard(): void {
    closeSync(this.#file);
    rmSync(this.path, { force: true });
  }

  /** Throws WriteError; what was written before stays whole. */
  #put(line: Buffer | string): void {
    const bytes = typeof line === 'string' ? Buffer.from(line, 'utf8') : line;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
      this.#end += bytes.length;
    } catch (error) {
      // Half a line would be damage.
      ftruncateSync(this.#file, this.#end);
      const { code } = error as NodeJS.ErrnoException;
      throw new WriteError(
        `${this.path} cannot be written on (${code}), it ends after ${this.exchanges} exchanges; make room or choose another place.`,
      );
    }
  }
}
