/**
 * NAME.jsonl.idx beside a capture: what reading it all came to, so that it need not be read again.
 * A cache: written whole or not at all, and passed over wherever it does not fit its capture.
 *
 *   pushscope-index 4 VERSION CRC32 BYTES ⏎ the facts as one line of JSON ⏎ the columns, little-endian
 *
 * CRC and BYTES are of all that follows the first line.
 */

import { closeSync, existsSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { open, rename, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Mute } from '../../shared/capture/line.ts';
import type { SavedCount } from './finding-counts.ts';
import type { IndexHead } from './exchange-index.ts';
import type { Remark } from './notes.ts';
import type { SavedTold } from './told-findings.ts';
import type { TerminalHints } from '../../shared/codec/decode.ts';

/** Rises when the columns or the facts beside them change; what the decoder says of them, with each VERSION. */
const FORMAT = 4;
/** So much of the capture's begin and of its end is compared. */
const EDGE_BYTES = 1_024;
/** A cache is not what fills the disk. */
const LEAST_FREE = 1024 * 1024 * 1024;

export interface SavedFacts {
  /** So much of the capture was read. */
  readonly bytes: number;
  readonly recorded: number;
  readonly damaged: number;
  readonly index: IndexHead;
  readonly notes: readonly (readonly [number, Remark])[];
  readonly hints: readonly (readonly [string, TerminalHints])[];
  readonly told: readonly SavedTold[];
  readonly mutes: readonly Mute[];
  readonly findings: readonly SavedCount[];
}

export interface Fit {
  readonly mtimeMs: number;
  readonly size: number;
  /** Checksum of both edges. */
  readonly edges: number;
}

export const indexPath = (capture: string): string => `${capture}.idx`;

/** Keeps it beside the capture, if it may lie there; resolves once it does, or does not. */
export async function writeSaved(
  capture: string,
  version: string,
  facts: SavedFacts,
  columns: readonly Uint8Array[],
): Promise<void> {
  const path = indexPath(capture);
  const besides = `${path}.tmp`;
  try {
    const json = Buffer.from(`${JSON.stringify({ ...facts, fit: fitOf(capture, facts.bytes) })}\n`);
    const pieces = [json, ...columns];
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    const { bavail, bsize } = await statfs(dirname(path));
    if (bavail * bsize < LEAST_FREE + bytes) return;
    rmSync(besides, { force: true });
    const file = await open(besides, 'wx', 0o600);
    try {
      const crc = pieces.reduce((so, piece) => crc32(piece, so), 0);
      await file.writeFile(firstLine(version, crc, bytes));
      for (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    // The capture may have been removed or renamed meanwhile.
    if (existsSync(capture)) await rename(besides, path);
    else discard(besides);
  } catch {
    // A folder that cannot be written, a full disk: the capture is read again next time.
    discard(besides);
  }
}

/** The capture is removed, or its name is given to another. */
export const discardSaved = (capture: string): void => discard(indexPath(capture));

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where it cannot be removed it does not fit either.
  }
}

/** Its groups: version, checksum, bytes. */
export const FIRST_LINE = new RegExp(`^pushscope-index ${FORMAT} (\\S+) ([0-9a-f]+) (\\d+)\\n$`);

const firstLine = (version: string, crc: number, bytes: number): string =>
  `pushscope-index ${FORMAT} ${version} ${crc.toString(16)} ${bytes}\n`;

export function fitOf(capture: string, bytes: number): Fit {
  const file = openSync(capture, 'r');
  try {
    const { mtimeMs, size } = fstatSync(file);
    const edge = new Uint8Array(Math.min(EDGE_BYTES, bytes));
    readSync(file, edge, 0, edge.length, 0);
    const first = crc32(edge);
    readSync(file, edge, 0, edge.length, bytes - edge.length);
    return { mtimeMs, size, edges: crc32(edge, first) };
  } finally {
    closeSync(file);
  }
}

/** The same file, or one that only grew since: notes stand behind the last exchange. */
export const fits = (was: Fit, is: Fit): boolean =>
  was.edges === is.edges &&
  (is.size > was.size || (is.size === was.size && is.mtimeMs === was.mtimeMs));
