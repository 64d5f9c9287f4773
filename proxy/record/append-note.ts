/** A note in a capture that is closed: one line behind its last one. */

import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { noteLine, type Note } from '../../shared/capture/line.ts';
import { lineTools } from './line-tools.ts';

const LF = 0x0a;

/** Throws what the disk says. A torn last line is ended first, so that the note is no part of it. */
export function appendNote(path: string, note: Note): void {
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    const isTorn = size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== LF;
    const bytes = Buffer.from(`${isTorn ? '\n' : ''}${noteLine(note, lineTools)}`);
    writeSync(file, bytes, 0, bytes.length, size);
  } finally {
    closeSync(file);
  }
}
