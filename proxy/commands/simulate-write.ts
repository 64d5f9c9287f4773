/** `pushscope simulate write`: a capture of an invented day, for trying what a large one does. */

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { headerLine } from '../../shared/capture/line.ts';
import { textCodec } from '../charset.ts';
import { LineBatch } from '../record/line-batch.ts';
import { lineTools } from '../record/line-tools.ts';
import { seededChance } from '../sim/chance.ts';
import { inventDay } from '../sim/day/day.ts';
import { RunError, type CommandIo } from './io.ts';

export interface WriteOptions {
  readonly exchanges: number;
  readonly terminals: number;
  readonly seed: number;
  readonly mishaps: boolean;
  readonly json: boolean;
}

/** Any fixed day does; this one is a working day of the vendor's samples. */
const DAY_FROM_MS = Date.UTC(2018, 10, 2);
const BLOCK_BYTES = 4 * 1024 * 1024;

class BlockFile {
  readonly #file: number;
  readonly #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #filled = 0;
  bytes = 0;

  constructor(file: number) {
    this.#file = file;
  }

  append(line: Buffer): void {
    if (this.#filled + line.length > BLOCK_BYTES) this.flush();
    line.copy(this.#block, this.#filled);
    this.#filled += line.length;
    this.bytes += line.length;
  }

  flush(): void {
    let from = 0;
    while (from < this.#filled)
      from += writeSync(this.#file, this.#block, from, this.#filled - from);
    this.#filled = 0;
  }
}

/** Refuses a name that is taken: a capture is never written over. */
function create(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RunError(
      code === 'EEXIST'
        ? `${path} is there already; choose another name or remove it first.`
        : `${path} cannot be written (${code}); choose another place.`,
    );
  }
}

export async function simulateWrite(
  io: CommandIo,
  path: string,
  options: WriteOptions,
): Promise<void> {
  const file = create(path);
  const blocks = new BlockFile(file);
  const header = {
    createdAt: new Date(DAY_FROM_MS).toISOString(),
    upstream: 'http://192.168.1.201:8088',
    host: 'simulated',
  };
  try {
    blocks.append(Buffer.from(headerLine(header, lineTools)));
    const line = new LineBatch();
    const day = inventDay({
      exchanges: options.exchanges,
      terminals: options.terminals,
      chance: seededChance(options.seed),
      text: textCodec,
      fromMs: DAY_FROM_MS,
      mishaps: options.mishaps,
    });
    for (const exchange of day) blocks.append(line.ofOne(exchange));
    blocks.flush();
    closeSync(file);
  } catch (error) {
    // Half a day is no capture anybody asked for.
    rmSync(path, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RunError(`${path} could not be written whole (${code ?? message}).`);
  }
  const { exchanges, terminals } = options;
  await io.stdout(
    options.json
      ? `${JSON.stringify({ event: 'written', path, exchanges, terminals, bytes: blocks.bytes })}\n`
      : `written: ${path}, ${exchanges} exchanges of ${terminals} terminals, ${blocks.bytes} bytes\n`,
  );
}
