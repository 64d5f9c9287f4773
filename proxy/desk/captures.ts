/** The captures folder: what lies in it, and the earlier captures that are open. */

import {
  closeSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { readLine } from '../../shared/capture/line.ts';
import type { CaptureRow } from '../../shared/link/api.ts';
import { lineTools } from '../record/line-tools.ts';
import { Refused } from './answer.ts';
import { CaptureView } from './capture-view.ts';
import { LatelyAsked } from './lately-asked.ts';
import { discardSaved, indexPath, writeSaved } from './saved-index.ts';

const MOST_OPEN = 3;
const LONGEST_HEADER = 4_096;
/** Reading less takes no time worth a file. */
const LEAST_SAVED = 1024 * 1024;
/** What file systems take. */
const LONGEST_NAME = 255;
/** Names that are given here; what lies in the folder may have others. */
const NEW_NAME = /^[A-Za-z0-9][\w.-]*\.jsonl$/;
const NAME = /^[^./\\\0][^/\\\0]*\.jsonl$/;

/** ISO time of the first line; null when it cannot be read. */
function readCreatedAt(path: string): string | null {
  const buffer = new Uint8Array(LONGEST_HEADER);
  const descriptor = openSync(path, 'r');
  try {
    const got = readSync(descriptor, buffer, 0, LONGEST_HEADER, 0);
    const end = buffer.subarray(0, got).indexOf(0x0a);
    const entry = readLine(buffer.subarray(0, Math.max(0, end)), lineTools);
    const text = entry.type === 'header' ? entry.header.createdAt : '';
    return Number.isNaN(Date.parse(text)) ? null : text;
  } finally {
    closeSync(descriptor);
  }
}

export class Captures {
  readonly #dir: string;
  readonly #createdAt = new Map<string, string>();
  readonly #open = new LatelyAsked<CaptureView>(MOST_OPEN, (view) => view.close());

  readonly #version: string;
  readonly #mayKeep: (name: string) => boolean;

  /** `version` is of the build; `mayKeep` tells whether an index may be written beside a capture. */
  constructor(dir: string, version: string, mayKeep: (name: string) => boolean) {
    this.#dir = dir;
    this.#version = version;
    this.#mayKeep = mayKeep;
  }

  /** Newest first. */
  list(currentName: string): CaptureRow[] {
    let names: string[];
    try {
      names = readdirSync(this.#dir).filter((name) => NAME.test(name));
    } catch {
      return [];
    }
    return names
      .flatMap((name) => this.#row(name, currentName) ?? [])
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.name.localeCompare(a.name));
  }

  /** Path and present size of a capture in the folder. Throws Refused for anything else. */
  find(name: string): { readonly path: string; readonly bytes: number } {
    const path = join(this.#dir, name);
    const isName = NAME.test(name) && name.length <= LONGEST_NAME;
    const stat = isName ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    // A link could lead out of the folder.
    if (stat?.isFile() !== true) {
      throw new Refused(
        404,
        'NO_CAPTURE',
        'There is no capture of that name; GET /api/captures lists them.',
      );
    }
    return { path, bytes: stat.size };
  }

  /** The capture, read as far as somebody asked before. Throws Refused. */
  view(name: string): CaptureView {
    const { path } = this.find(name);
    return this.#open.ask(name, () => this.#opened(name, path));
  }

  #opened(name: string, path: string): CaptureView {
    const view = new CaptureView([path]);
    let kept = 0;
    view.beginWithSaved(this.#version);
    view.onRestored = (bytes) => (kept = bytes);
    view.onEnd = () => {
      // A capture that goes on growing is not kept anew for each of its lines.
      if (view.offset - kept < Math.max(LEAST_SAVED, kept / 4) || !this.#mayKeep(name)) return;
      kept = view.offset;
      const { facts, columns } = view.save();
      void writeSaved(path, this.#version, facts, columns);
    };
    return view;
  }

  /** Where a capture of that name would lie. Throws Refused for a name that is not given here. */
  newPath(name: string): string {
    if (!NEW_NAME.test(name) || name.length > LONGEST_NAME) {
      throw new Refused(
        400,
        'NAME',
        'A capture is named by letters, digits, ".", "_" and "-", begins with one of the first two, and ends in .jsonl.',
      );
    }
    return join(this.#dir, name);
  }

  /** Throws Refused. */
  rename(name: string, newName: string): void {
    const { path } = this.find(name);
    const newPath = this.newPath(newName);
    try {
      // A link is refused where the name is taken; a renamed file would take its place.
      linkSync(path, newPath);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new Refused(409, 'NAME_TAKEN', 'There is a capture of that name; choose another.');
    }
    unlinkSync(path);
    this.letGo(name);
    discardSaved(newPath);
    try {
      renameSync(indexPath(path), indexPath(newPath));
    } catch {
      // Most have none.
    }
  }

  /** Throws Refused. */
  remove(name: string): void {
    const { path } = this.find(name);
    unlinkSync(path);
    this.letGo(name);
    discardSaved(path);
  }

  /** Nothing is kept of a capture that is gone. */
  letGo(name: string): void {
    this.#createdAt.delete(name);
    this.#open.forget(name);
  }

  close(): void {
    this.#open.forgetAll();
  }

  /** Known of a capture that somebody read to its end. */
  #span(name: string): Pick<CaptureRow, 'exchanges' | 'from' | 'to'> {
    const view = this.#open.get(name);
    if (view === undefined || view.readShare < 1) return {};
    const { index } = view;
    const timeOf = (position: number) => new Date(index.atMs(position)).toISOString();
    if (index.count === 0) return { exchanges: 0 };
    return { exchanges: index.count, from: timeOf(0), to: timeOf(index.count - 1) };
  }

  #row(name: string, currentName: string): CaptureRow | null {
    const path = join(this.#dir, name);
    try {
      const stat = lstatSync(path);
      if (!stat.isFile()) return null;
      let createdAt = this.#createdAt.get(name);
      if (createdAt === undefined) {
        const read = readCreatedAt(path);
        createdAt = read ?? stat.birthtime.toISOString();
        if (read !== null) this.#createdAt.set(name, read);
      }
      const row = { name, bytes: stat.size, createdAt, current: name === currentName };
      return { ...row, ...this.#span(name) };
    } catch {
      // It was removed while we looked.
      return null;
    }
  }
}
