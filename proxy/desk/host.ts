/**
 * The desk seen from the main thread: a worker that may stall, fail or be gone, while forwarding goes on.
 *
 *   started ── listening ──► serving ── crash, silence ──► waits ──► started again on the same port
 */

import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Note } from '../../shared/capture/line.ts';
import type { DeskStart, FromDesk, ToDesk } from '../../shared/link/desk.ts';
import type { InjectionAnswer, InjectionAsk } from '../../shared/link/injection-asks.ts';
import { OutOfBand } from './out-of-band.ts';
import { listenForSilence, SILENT_BEATS, type Silence } from './silence.ts';

const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 30_000;
/** A desk that held out this long may start again at once. */
const STEADY_MS = 60_000;
const STOP_MS = 2_000;

export interface DeskEvents {
  /** Begins a new capture file and returns its path; may throw. */
  readonly rotate: () => string;
  /** Writes a note into that capture; may throw. */
  readonly note?: (path: string, note: Note) => void;
  readonly log: (message: string) => void;
  /** Answers what the desk asks about injected commands; may throw. */
  readonly injection?: (ask: InjectionAsk) => InjectionAnswer;
  /** A terminal's bodies are unreadable from now on, or readable again. */
  readonly encryption?: (sn: string, isEncrypted: boolean) => void;
  /** The worker, if it is not the one beside this file. */
  readonly workerUrl?: URL;
  /** Beats that the worker may miss before it is ended and started again. */
  readonly silentBeats?: number;
}

export interface DeskHost {
  readonly address: { readonly host: string; readonly port: number };
  /** Times the desk was started again. */
  readonly restarts: number;
  /** The recorder goes on in that file; the earlier one is whole. */
  rotated(path: string): void;
  /** That capture is gone, or will be in a moment. */
  removed(path: string): void;
  /** Lines that are not on file; what the desk cannot take in time is left out and counted. */
  unrecorded(lines: readonly string[]): void;
  recording(notRecording: string | null): void;
  stop(): Promise<void>;
}

/** As much of a run as a desk that is started again reads anew: about what it lists. */
const MOST_READ_BYTES = 1024 ** 3;

/** The newest of the files, as many as are read anew. */
function newestOf(paths: readonly string[]): readonly string[] {
  let bytes = 0;
  const first = paths.findLastIndex((path) => {
    bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return bytes > MOST_READ_BYTES;
  });
  return paths.slice(first + 1);
}

type Failed = Extract<FromDesk, { type: 'failed' }>;

const asError = ({ message, code, address, port }: Failed): Error =>
  Object.assign(new Error(message), { code, address, port });

/** Resolves once the inspector listens; rejects with Node's error (EADDRINUSE …) when it cannot. */
export async function startDesk(start: DeskStart, events: DeskEvents): Promise<DeskHost> {
  const workerUrl = events.workerUrl ?? new URL('./worker.js', import.meta.url);
  const outOfBand = new OutOfBand(events.log);
  let earlierPaths = [...(start.earlierPaths ?? [])];
  let capturePath = start.capturePath;
  let notRecording: string | null = null;
  let address = { host: start.inspectorHost, port: start.inspectorPort };
  let worker: Worker | null = null;
  let stopped = false;
  let restarts = 0;
  let restartMs = FIRST_RESTART_MS;
  let timer: NodeJS.Timeout | undefined;

  const post = (message: ToDesk): void => worker?.postMessage(message);

  const rotated = (path: string, requestId?: number): void => {
    const isNew = path !== capturePath;
    if (isNew) {
      earlierPaths.push(capturePath);
      capturePath = path;
    }
    if (isNew || requestId !== undefined) {
      post({ type: 'rotated', path, ...(requestId === undefined ? {} : { requestId }) });
    }
  };

  const rotate = (requestId: number): void => {
    try {
      rotated(events.rotate(), requestId);
    } catch (error) {
      post({
        type: 'rotate-failed',
        message: error instanceof Error ? error.message : String(error),
        requestId,
      });
    }
  };

  const answer = (ask: InjectionAsk): InjectionAnswer => {
    try {
      const failed = { kind: 'failed', message: 'commands cannot be sent in this run' } as const;
      return events.injection?.(ask) ?? failed;
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  };

  const keepNote = ({ requestId, path, note }: Extract<FromDesk, { type: 'note' }>): void => {
    try {
      if (events.note === undefined) throw new Error('notes are not kept here');
      events.note(path, note);
      post({ type: 'noted', requestId });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      post({ type: 'note-failed', message, requestId });
    }
  };

  const launch = (): Promise<void> =>
    new Promise((listening, failed) => {
      const startedMs = Date.now();
      const own = new Worker(workerUrl, {
        workerData: {
          ...start,
          inspectorHost: address.host,
          inspectorPort: address.port,
          capturePath,
          earlierPaths: newestOf(earlierPaths),
        } satisfies DeskStart,
      });
      // What is said before it listens waits in its port.
      worker = own;
      post({ type: 'recording', notRecording });
      let hasListened = false;
      let silence: Silence | undefined;
      let fault: Error = new Error('The desk ended before it listened.');
      own.on('message', (message: FromDesk) => {
        silence?.heard();
        switch (message.type) {
          case 'listening':
            address = { host: message.host, port: message.port };
            hasListened = true;
            silence = listenForSilence(events.silentBeats ?? SILENT_BEATS, () => {
              events.log('the desk answers no more and is started again');
              void own.terminate();
            });
            listening();
            break;
          case 'failed':
            fault = asError(message);
            break;
          case 'rotate':
            rotate(message.requestId);
            break;
          case 'injection':
            post({
              type: 'injection',
              requestId: message.requestId,
              answer: answer(message.ask),
            });
            break;
          case 'note':
            keepNote(message);
            break;
          case 'encryption':
            events.encryption?.(message.sn, message.isEncrypted);
            break;
          case 'took':
            outOfBand.took(message.lines);
            break;
          case 'log':
            events.log(message.message);
            break;
        }
      });
      own.on('error', (error) => {
        fault = error;
        events.log(`the desk failed: ${error.stack ?? error.message}`);
      });
      own.on('exit', () => {
        worker = null;
        silence?.end();
        outOfBand.forget();
        failed(fault);
        if (!hasListened || stopped) return;
        if (Date.now() - startedMs > STEADY_MS) restartMs = FIRST_RESTART_MS;
        restartSoon();
      });
    });

  const restartSoon = (): void => {
    timer = setTimeout(() => {
      restarts++;
      launch().catch((error: Error) => {
        events.log(`the desk could not be started again: ${error.message}`);
        if (!stopped) restartSoon();
      });
    }, restartMs);
    restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
  };

  await launch();

  return {
    get address() {
      return address;
    },
    get restarts() {
      return restarts;
    },
    rotated: (path) => rotated(path),
    removed(path) {
      earlierPaths = earlierPaths.filter((each) => each !== path);
      post({ type: 'removed', path });
    },
    unrecorded: (lines) => outOfBand.send(lines, worker === null ? null : post),
    recording(reason) {
      notRecording = reason;
      post({ type: 'recording', notRecording });
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      const own = worker;
      if (own === null) return;
      const ended = new Promise<void>((done) => own.once('exit', () => done()));
      const forced = setTimeout(() => void own.terminate(), STOP_MS);
      post({ type: 'stop' });
      await ended;
      clearTimeout(forced);
    },
  };
}
