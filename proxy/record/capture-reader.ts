/** Reads capture files: from the beginning in big blocks, or one line at its place. */

import { Buffer } from 'node:buffer';
import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CAPTURE_VERSION, readLine, type CaptureEntry } from '../../shared/capture/line.ts';
import { CaptureScanner, type ScannedEntry } from '../../shared/capture/scan.ts';
import { lineTools } from './line-tools.ts';

export type ReadEntry = ScannedEntry;

/** So that what was read of a block is mostly forgotten again before it is old: a fifth quicker than with 1 MiB. */
const BLOCK_BYTES = 256 * 1024;

/** A capture that this build cannot read: `code`, the facts, the next step. */
export class CaptureError extends Error {
  readonly code: 'CAPTURE_TOO_NEW';

  constructor(code: 'CAPTURE_TOO_NEW', sentence: string) {
    super(`${code}: ${sentence}`);
    this.code = code;
  }
}

/** Throws CaptureError for the header of a newer format. */
export function refuseNewer(entry: CaptureEntry | { readonly type: 'torn' }, name: string): void {
  if (entry.type !== 'header' || entry.header.version <= CAPTURE_VERSION) return;
  throw new CaptureError(
    'CAPTURE_TOO_NEW',
    `${name} is format ${entry.header.version}, this build reads up to ${CAPTURE_VERSION}; update pushscope.`,
  );
}

/** Blocks of a file; each is a buffer of its own, since lines are views of them. */
export async function* blocksOf(path: string, from = 0): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    for (let at = from; ;) {
      const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
      const { bytesRead } = await file.read(block, 0, block.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * Entries in order, a batch for each block that holds any, damage and a torn end among them. `name` is
 * how messages call the capture. Throws CaptureError for a newer format, and what the disk says.
 */
export async function* readBatches(
  blocks: AsyncIterable<Uint8Array>,
  name: string,
  from = 0,
): AsyncGenerator<readonly ReadEntry[]> {
  const scanner = new CaptureScanner(lineTools, from);
  for await (const block of blocks) {
    const entries = scanner.feed(block);
    for (const { entry } of entries) refuseNewer(entry, name);
    if (entries.length > 0) yield entries;
  }
  const last = scanner.end();
  if (last.length > 0) yield last;
}

/** The entries of a file one by one, from a line's beginning on. */
export async function* readCapture(
  path: string,
  { from = 0 }: { readonly from?: number } = {},
): AsyncGenerator<ReadEntry> {
  for await (const batch of readBatches(blocksOf(path, from), basename(path), from)) yield* batch;
}

/** The line at a place that readCapture told, from an open file. Throws what the disk says. */
export function readLineAt(file: number, offset: number, length: number): CaptureEntry {
  const line = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const got = readSync(file, line, filled, length - filled, offset + filled);
    if (got === 0) return { type: 'damaged', reason: 'the file is shorter than it was' };
    filled += got;
  }
  return readLine(line, lineTools);
}
