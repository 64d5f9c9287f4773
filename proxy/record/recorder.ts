/**
 * Appends every exchange to the capture before its reply may end; the only writer of captures.
 *
 *   exchange ──► take ──► batch of lines ──► commit ──► one call to the disk
 *
 * What the disk refuses is counted, shown, and told by a `gap` line in front of the first line that it
 * takes again. Forwarding never hears of any of it.
 */

import { Buffer } from 'node:buffer';
import type { Exchange, UnnumberedExchange } from '../../shared/capture/exchange.ts';
import {
  gapLine,
  headerLine,
  injectionLine,
  noteLine,
  type Note,
} from '../../shared/capture/line.ts';
import { CaptureFile } from './capture-file.ts';
import type { SharedCounters } from './counters.ts';
import { DiskState, RETRY_MS } from './disk-state.ts';
import type { Disk } from './disk.ts';
import { LineBatch, type BatchLine } from './line-batch.ts';
import { lineTools } from './line-tools.ts';
import { OpenGap } from './open-gap.ts';
import { refusalReason } from './refusal.ts';

export interface RecorderOptions {
  readonly dir: string;
  readonly disk: Disk;
  /** For the header of each file. */
  readonly upstream: string;
  readonly host: string;
  /** A new file begins before one grows beyond this. */
  readonly rotateBytes: number;
  readonly counters: SharedCounters;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly monotonicMs: () => number;
  readonly log: (sentence: string) => void;
  /** The recorder went on in another file by itself; rotate() does not call it. */
  readonly onRotated: (path: string) => void;
  /** Lines that are not on file. */
  readonly onUnrecorded: (lines: readonly string[]) => void;
  /** Null when every exchange is recorded again, else why not. */
  readonly onRecording: (notRecording: string | null) => void;
}

export interface Recorder {
  /** Gives the exchange its number, to be written by the next commit(). Never throws, unless a callback does. */
  take(exchange: UnnumberedExchange): number;
  /** Writes what was taken; whether everything taken since the last commit() is on file. Never throws, unless a callback does. */
  commit(): boolean;
  /** Writes a change of an injected command. Throws what the disk says: without this line no command leaves. */
  injection(injection: Readonly<Record<string, unknown>>): void;
  /** Goes on in a new file and returns its path; throws a sentence when there can be none. */
  rotate(): string;
  readonly path: string;
  /** Writes a note into the capture; throws a sentence when it cannot be written. */
  note(note: Note): void;
  /** To be called about twice a second: tries again what the disk refused. */
  tick(): void;
  /** Completes the file on the disk. */
  close(): void;
  /** For a start that failed: closes, and removes the file when no exchange stands in it. */
  abandon(): void;
}

/** A batch that has grown to this is written without waiting for more. */
const MOST_BATCH_BYTES = 128 * 1024;

/** Every property by name: copying them all together costs several times as much. */
const numbered = (exchange: UnnumberedExchange, n: number): Exchange => ({
  n,
  atMs: exchange.atMs,
  connection: exchange.connection,
  peer: exchange.peer,
  request: exchange.request,
  response: exchange.response,
  timing: exchange.timing,
  outcome: exchange.outcome,
});

class FileRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #batch = new LineBatch();
  readonly #state: DiskState;
  #file: CaptureFile;
  #n = 0;
  #gap: OpenGap | null = null;
  /** Since the last commit(). */
  #hasDropped = false;
  #rotationRefusedMs = -Infinity;
  #isClosed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#state = new DiskState(options);
    options.disk.makeFolder(options.dir);
    this.#file = this.#create();
    this.#catchUp();
  }

  get path(): string {
    return this.#file.path;
  }

  take(unnumbered: UnnumberedExchange): number {
    const exchange = numbered(unnumbered, ++this.#n);
    try {
      this.#batch.add(exchange);
    } catch (error) {
      this.#flush();
      this.#drop(exchange, `it could not be written as a line (${String(error)})`);
    }
    if (this.#batch.length >= MOST_BATCH_BYTES) this.#flush();
    return exchange.n;
  }

  commit(): boolean {
    this.#flush();
    const areOnFile = !this.#hasDropped;
    this.#hasDropped = false;
    return areOnFile;
  }

  injection(injection: Readonly<Record<string, unknown>>): void {
    if (this.#isClosed) throw new Error('the capture was closed');
    this.#flush();
    this.#writeWhatIsDue();
    this.#appendText(injectionLine(injection, lineTools));
  }

  rotate(): string {
    this.#flush();
    try {
      this.#goOnIn(this.#create());
    } catch (error) {
      throw new Error(`No new capture file can be made: ${refusalReason(error)}.`, {
        cause: error,
      });
    }
    this.#catchUp();
    return this.path;
  }

  note(note: Note): void {
    if (this.#isClosed) throw new Error('the capture was closed');
    this.#flush();
    const why = this.#state.refusal;
    if (why !== null) throw new Error(why);
    try {
      this.#writeWhatIsDue();
      this.#appendText(noteLine(note, lineTools));
    } catch (error) {
      throw new Error(this.#state.refused(error), { cause: error });
    }
    this.#state.taken();
  }

  tick(): void {
    if (this.#state.isRefusing && this.#state.refusal === null) this.#catchUp();
    this.#state.tick();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    if (this.#gap !== null) this.#catchUp();
    // The number of a closed file may soon be another file's, or a socket's.
    this.#isClosed = true;
    this.#file.close();
  }

  abandon(): void {
    this.close();
    if (this.#n > 0) return;
    try {
      this.#options.disk.remove(this.path);
    } catch {
      // A file with nothing but its header hurts nobody.
    }
  }

  #flush(): void {
    try {
      this.#put(this.#batch.lines);
    } finally {
      // Also where a callback threw: what stands on file must not be written once more.
      this.#batch.clear();
    }
  }

  /** Writes lines that stand behind each other in the batch, or counts them as dropped. */
  #put(lines: readonly BatchLine[]): void {
    const first = lines[0];
    const last = lines.at(-1);
    if (first === undefined || last === undefined) return;
    const why = this.#isClosed ? 'the capture was closed' : this.#state.refusal;
    if (why !== null) return this.#dropAll(lines, why);
    const bytes = this.#batch.bytes(first.from, last.to);
    try {
      this.#rotateIfFull(bytes.length);
      this.#writeWhatIsDue();
      this.#file.append(bytes, lines.length);
    } catch (error) {
      if (lines.length === 1) return this.#dropAll(lines, this.#state.refused(error));
      // Where not all have room, the first of them may.
      for (const line of lines) this.#put([line]);
      return;
    }
    const count = lines.length;
    this.#options.counters.add({ exchanges: count, recorded: count, captureBytes: bytes.length });
    this.#state.taken();
  }

  #create(): CaptureFile {
    const { disk, dir, now } = this.#options;
    return CaptureFile.create(disk, dir, now());
  }

  #catchUp(): void {
    try {
      this.#writeWhatIsDue();
    } catch (error) {
      this.#state.refused(error);
      return;
    }
    this.#state.taken();
  }

  /** Writes what must stand before the next exchange: the header of a new file, the gap behind us. */
  #writeWhatIsDue(): void {
    if (this.#file.isTorn) this.#mendOrLeave();
    if (this.#file.length === 0) {
      const { now, upstream, host } = this.#options;
      const createdAt = new Date(now()).toISOString();
      this.#appendText(headerLine({ createdAt, upstream, host }, lineTools));
    }
    if (this.#gap !== null) {
      this.#appendText(gapLine(this.#gap.toGap(), lineTools));
      this.#gap = null;
    }
  }

  #appendText(line: string): void {
    const bytes = Buffer.from(line, 'utf8');
    this.#file.append(bytes);
    this.#options.counters.add({ captureBytes: bytes.length });
  }

  /** A file whose end can be neither completed nor taken back is left as it is. */
  #mendOrLeave(): void {
    try {
      this.#file.mend();
    } catch {
      this.#goOnIn(this.#create());
      this.#options.onRotated(this.path);
    }
  }

  #rotateIfFull(next: number): void {
    const { rotateBytes, monotonicMs, onRotated } = this.#options;
    const hasOnlyHeader = this.#file.lines <= 1;
    if (hasOnlyHeader || this.#file.length + next <= rotateBytes) return;
    if (monotonicMs() - this.#rotationRefusedMs < RETRY_MS) return;
    try {
      this.#goOnIn(this.#create());
    } catch (error) {
      // The old file still takes lines, so nothing is lost by staying.
      this.#rotationRefusedMs = monotonicMs();
      this.#state.say(
        `The capture file goes on above its size, a new one cannot be made: ${refusalReason(error)}.`,
      );
      return;
    }
    onRotated(this.path);
  }

  #goOnIn(file: CaptureFile): void {
    this.#file.release();
    this.#options.counters.add({ captureBytes: -this.#file.length });
    this.#file = file;
  }

  #dropAll(lines: readonly BatchLine[], why: string): void {
    for (const { exchange } of lines) this.#drop(exchange, why);
    const texts = lines.map(({ from, to }) => this.#batch.bytes(from, to).toString('utf8'));
    this.#options.onUnrecorded(texts);
  }

  #drop(exchange: Exchange, why: string): void {
    this.#hasDropped = true;
    this.#gap ??= new OpenGap(exchange.n, why);
    this.#gap.add(exchange);
    this.#options.counters.add({ exchanges: 1, dropped: 1 });
  }
}

/** Throws what the disk says when there can be no file at all: then the operator should know at once. */
export const createRecorder = (options: RecorderOptions): Recorder => new FileRecorder(options);
