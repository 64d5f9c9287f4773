/** `pushscope simulate write`: a capture of an invented day, for trying what a large one does. */

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { headerLine } from '../../shared/capture/line.ts';
import { textCodec } from '../charset.ts';
import { LineBatch } from '../record/line-batch.ts';
import { lineTools } from '../record/line-tools.ts';
import { seededChance } from '../sim/chance.ts';
import { inventDay } from '../sim/day/day.ts';
import { RunError, type CommandIo } from './io.ts';
import { counted } from '../counted.ts';

export interface WriteOptions {
  readonly exchanges: number;
  readonly terminals: number;
  readonly seed: number;
  readonly mishaps: boolean;
  readonly json: boolean;
}

/** Any fixed day does; this one is a working day of the vendor's samples. */
const DAY_FROM_MS = Date.UTC(2018, 10, 2);
/** Lines are written together once there are so many bytes of them. */
const BLOCK_BYTES = 192 * 1024;

/** Writes all of it; returns how many bytes that was. */
function write(file: number, bytes: Buffer): number {
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
  return bytes.length;
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
  const header = {
    createdAt: new Date(DAY_FROM_MS).toISOString(),
    upstream: 'http://192.168.1.201:8088',
    host: 'simulated',
  };
  const batch = new LineBatch();
  let bytes = 0;
  const flush = () => {
    bytes += write(file, batch.bytes(0, batch.length));
    batch.clear();
  };
  try {
    bytes += write(file, Buffer.from(headerLine(header, lineTools)));
    const day = inventDay({
      exchanges: options.exchanges,
      terminals: options.terminals,
      chance: seededChance(options.seed),
      text: textCodec,
      fromMs: DAY_FROM_MS,
      mishaps: options.mishaps,
    });
    for (const exchange of day) {
      batch.add(exchange);
      if (batch.length >= BLOCK_BYTES) flush();
    }
    flush();
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
      ? `${JSON.stringify({ event: 'written', path, exchanges, terminals, bytes })}\n`
      : `written: ${path}, ${counted(exchanges, 'exchange')} of ${counted(terminals, 'terminal')}, ${bytes} bytes\n`,
  );
}
