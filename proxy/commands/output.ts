/** Lines of data to stdout, gathered into larger writes; a slow reader holds the command back. */

import type { CommandIo } from './io.ts';

const GATHERED = 64 * 1024;

export class Output {
  readonly #io: CommandIo;
  #lines: string[] = [];
  #length = 0;

  constructor(io: CommandIo) {
    this.#io = io;
  }

  /** Adds a line, without its LF. */
  async line(text: string): Promise<void> {
    this.#lines.push(text);
    this.#length += text.length + 1;
    if (this.#length >= GATHERED) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#length = 0;
    await this.#io.stdout(text);
  }
}
