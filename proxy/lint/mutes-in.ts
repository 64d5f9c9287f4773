/**
 * Which findings are muted in captures. A mute stands behind the exchanges that it silences, so it has to be
 * known before they are read: lines that begin as a note are looked for in the bytes, and nothing else is read.
 */

import { Buffer } from 'node:buffer';
import { readLine } from '../../shared/capture/line.ts';
import { Mutes } from '../../shared/findings/index.ts';
import { blocksOf } from '../record/capture-reader.ts';
import { lineTools } from '../record/line-tools.ts';

const LF = 0x0a;
const NOTE = Buffer.from('\n{"type":"note"');

/**
 * Those of all the files together, later ones over earlier ones; none where one of them cannot be read, which is
 * told when it is read for its exchanges.
 */
export const mutesIn = (paths: readonly string[]): Promise<Mutes> =>
  readMutes(paths).catch(() => new Mutes());

async function readMutes(paths: readonly string[]): Promise<Mutes> {
  const mutes = new Mutes();
  for (const path of paths) {
    let rest: Buffer = Buffer.alloc(0);
    for await (const block of blocksOf(path)) {
      const bytes = Buffer.concat([rest, block]);
      rest = bytes.subarray(Math.max(0, takeNotes(bytes, mutes)));
    }
  }
  return mutes;
}

/** Reads the whole lines; returns where the last line end stands. */
function takeNotes(bytes: Buffer, mutes: Mutes): number {
  const last = bytes.lastIndexOf(LF);
  for (let at = bytes.indexOf(NOTE); at >= 0 && at < last; at = bytes.indexOf(NOTE, at + 1)) {
    const entry = readLine(bytes.subarray(at + 1, bytes.indexOf(LF, at + 1)), lineTools);
    if (entry.type === 'note' && entry.note.mute !== undefined) mutes.take(entry.note.mute);
  }
  return last;
}
