/** The exchanges of captures, read one after the other; what is missing or damaged is told to the person. */

import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Language } from '../../shared/codec/frame.ts';
import { Courses, type Told } from '../../shared/findings/index.ts';
import { Sessions } from '../../shared/session/sessions.ts';
import { readExchange, seenOf, toldOf, withTold, type Reading } from '../desk/reading.ts';
import { CaptureError, blocksOf, readBatches, type ReadEntry } from '../record/capture-reader.ts';
import { RunError, UsageError, type CommandIo } from './io.ts';
import { counted } from '../counted.ts';

export interface CaptureSource {
  /** As the person wrote it. */
  readonly name: string;
  readonly blocks: AsyncIterable<Uint8Array>;
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  EISDIR: 'it is a folder; name a file in it, or list its captures with show',
  EACCES: 'this user may not read it; change its rights or run as its owner',
  ENOTDIR: 'a part of its path is a file and no folder; check the path',
  EIO: 'the disk or device does not give it (EIO); take it from a copy',
};

/** An error of reading a file, as a sentence with the next step. */
export function fileError(name: string, error: unknown): Error {
  if (error instanceof CaptureError) return new RunError(error.message);
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  return new UsageError(
    `${name} cannot be read: ${FILE_ERRORS[code] ?? `${code}; check the path and what it leads to`}.`,
  );
}

/** Files as they are named, folders as the captures in them, by name, which is by time. */
export function capturesIn(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
    const names = readdirSync(path).filter((name) => /^[^.].*\.jsonl$/.test(name));
    if (names.length === 0) {
      throw new UsageError(
        `${path} is a folder without captures of its own (*.jsonl); name one that has some, such as captures/live.`,
      );
    }
    return names.sort().map((name) => join(path, name));
  });
}

export const fileSource = (path: string): CaptureSource => ({ name: path, blocks: blocksOf(path) });

/** What a line that is no exchange says to the person; null when it needs no words. */
function remark({ offset, length, entry }: ReadEntry): string | null {
  switch (entry.type) {
    case 'damaged':
      return `damage at offset ${offset}, ${counted(length, 'byte')} skipped: ${entry.reason}.`;
    case 'torn':
      return length === 0
        ? `the last line is whole, but its line end at offset ${offset} is missing.`
        : `the last line is torn at offset ${offset}, ${counted(length, 'byte')}.`;
    case 'gap': {
      const { exchanges, firstN, lastN, from, to, why } = entry.gap;
      return `gap: ${counted(exchanges, 'exchange')} (${firstN} to ${lastN}) from ${from} to ${to} ${exchanges === 1 ? 'was' : 'were'} not recorded: ${why}.`;
    }
    default:
      return null;
  }
}

/** Says of damage and of a torn end, and of nothing else, what it is. */
export function sayDamage(io: CommandIo, name: string, read: ReadEntry): void {
  if (read.entry.type !== 'damaged' && read.entry.type !== 'torn') return;
  io.stderr(`pushscope: ${name}: ${remark(read)}\n`);
}

/** A file of which nothing at all can be read. */
export const noCapture = (name: string): UsageError =>
  new UsageError(
    `${name} is no capture: it is empty or no line of it holds; name a .jsonl file that pushscope wrote.`,
  );

/** Remarks about one file; held back until something in it proves that it is a capture at all. */
class Remarks {
  readonly #io: CommandIo;
  readonly #name: string;
  #held: string[] = [];
  #isCapture = false;
  #isEmpty = true;
  #beginsTorn = false;

  constructor(io: CommandIo, name: string) {
    this.#io = io;
    this.#name = name;
  }

  add(read: ReadEntry): void {
    if (this.#isEmpty) this.#beginsTorn = read.entry.type === 'torn' && read.length > 0;
    this.#isEmpty = false;
    const sentence = remark(read);
    if (sentence !== null) this.#held.push(sentence);
    if (read.entry.type !== 'damaged' && read.entry.type !== 'torn') this.#isCapture = true;
    if (this.#isCapture) this.#say();
  }

  end(): void {
    if (this.#isEmpty) this.#held.push('it is empty.');
    else if (!this.#isCapture && !this.#beginsTorn) {
      throw new UsageError(
        `${this.#name} is no capture: no line of it holds; name a .jsonl file that pushscope wrote.`,
      );
    }
    this.#say();
  }

  #say(): void {
    for (const sentence of this.#held) this.#io.stderr(`pushscope: ${this.#name}: ${sentence}\n`);
    this.#held = [];
  }
}

/** All exchanges as they are on file. */
export async function* exchangesOf(
  sources: readonly CaptureSource[],
  io: CommandIo,
): AsyncGenerator<Exchange> {
  for (const { name, blocks } of sources) {
    const remarks = new Remarks(io, name);
    try {
      for await (const batch of readBatches(blocks, name)) {
        for (const read of batch) {
          remarks.add(read);
          if (read.entry.type === 'exchange') yield read.entry.exchange;
        }
      }
    } catch (error) {
      throw fileError(name, error);
    }
    remarks.end();
  }
}

/** All exchanges, decoded with what the earlier ones told about their terminal. */
export async function* readingsOf(
  sources: readonly CaptureSource[],
  language: Language,
  io: CommandIo,
): AsyncGenerator<Reading> {
  const sessions = new Sessions();
  for await (const exchange of exchangesOf(sources, io)) {
    const reading = readExchange(exchange, language, (sn) => sessions.hints(sn));
    sessions.take(seenOf(reading));
    yield reading;
  }
}

/** An exchange with all that is to be said of it. */
export interface FollowedReading {
  readonly reading: Reading;
  /** What it makes to be said of exchanges before it. */
  readonly earlier: readonly Told[];
}

/** The same, with what the course of each terminal has to be said of them. */
export async function* followedReadingsOf(
  sources: readonly CaptureSource[],
  language: Language,
  io: CommandIo,
  sessions = new Sessions(),
  courses = new Courses(sessions),
): AsyncGenerator<FollowedReading> {
  for await (const exchange of exchangesOf(sources, io)) {
    const plain = readExchange(exchange, language, (sn) => sessions.hints(sn));
    const told = toldOf(courses, plain);
    const own = told.filter(({ n }) => n === exchange.n);
    const reading = withTold(plain, own, language);
    sessions.take(seenOf(reading));
    yield { reading, earlier: told.filter(({ n }) => n !== exchange.n) };
  }
}

/** What captures are called in a report. */
export const namesOf = (paths: readonly string[]): string =>
  paths.map((path) => basename(path)).join(', ');

/** What is not there cannot be said to be right. */
export const nothingIn = (paths: readonly string[]): RunError =>
  new RunError(`${namesOf(paths)} holds no exchange, so nothing was checked; record some first.`);
