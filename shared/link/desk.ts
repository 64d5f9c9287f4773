/** What main thread and desk say to each other over the one typed port between them. */

import type { Note } from '../capture/line.ts';
import type { Status } from './api.ts';
import type { InjectionAnswer, InjectionAsk } from './injection-asks.ts';

/** Given to the desk when it starts; everything in it can be cloned. */
export interface DeskStart {
  readonly version: string;
  readonly listen: string;
  readonly upstream: string;
  readonly inspectorHost: string;
  readonly inspectorPort: number;
  readonly capturesDir: string;
  /** The file being written now. */
  readonly capturePath: string;
  /** Files of this run before it, oldest first: what a desk that is started again has to read anew. */
  readonly earlierPaths?: readonly string[];
  /** Exchanges of the run that are listed at most, if it is another number than usual. */
  readonly mostLive?: number;
  readonly token: string;
  readonly readOnly: boolean;
  /** Whether server and terminals are the built-in ones. */
  readonly demonstration?: boolean;
  /** Whether terminals and server are kept from agreeing on encryption (`--force-plaintext`); absent when not. */
  readonly forcePlaintext?: boolean;
  readonly startedAtMs: number;
  /** Folder of the built page. */
  readonly pageDir: string;
  /** Counters of the main thread: see proxy/record/counters.ts. */
  readonly counters: SharedArrayBuffer;
}

export type ToDesk =
  /** The recorder goes on in another file; the earlier one is whole. */
  | { readonly type: 'rotated'; readonly path: string; readonly requestId?: number }
  /** That file of the folder is gone, or will be in a moment: whatever holds it lets go of it. */
  | { readonly type: 'removed'; readonly path: string }
  /** The recorder could not begin another file. */
  | { readonly type: 'rotate-failed'; readonly message: string; readonly requestId: number }
  /** The note stands in its capture; or it does not. */
  | { readonly type: 'noted'; readonly requestId: number }
  | { readonly type: 'note-failed'; readonly message: string; readonly requestId: number }
  /** Lines that could not be written (disk full): shown live, not on file. */
  | { readonly type: 'unrecorded'; readonly lines: readonly string[] }
  | { readonly type: 'recording'; readonly notRecording: string | null }
  | {
      readonly type: 'injection';
      readonly requestId: number;
      readonly answer: InjectionAnswer;
    }
  | { readonly type: 'stop' };

export type FromDesk =
  /** Said every second: the desk is not stuck. */
  | { readonly type: 'alive' }
  | { readonly type: 'listening'; readonly host: string; readonly port: number }
  /** It cannot listen; `code`, `address` and `port` as Node names them (EADDRINUSE …). */
  | {
      readonly type: 'failed';
      readonly message: string;
      readonly code?: string;
      readonly address?: string;
      readonly port?: number;
    }
  | { readonly type: 'rotate'; readonly requestId: number }
  /** Write a note into that capture: the recorder when it is the one being written. */
  | {
      readonly type: 'note';
      readonly requestId: number;
      readonly path: string;
      readonly note: Note;
    }
  | { readonly type: 'injection'; readonly requestId: number; readonly ask: InjectionAsk }
  /** What terminal and server agreed on: from now on its bodies are unreadable, or readable again. */
  | { readonly type: 'encryption'; readonly sn: string; readonly isEncrypted: boolean }
  /** Unrecorded lines that the desk has taken, so that the main thread may send more. */
  | { readonly type: 'took'; readonly lines: number }
  /** Something for the log. */
  | { readonly type: 'log'; readonly message: string };

export type StatusBase = Omit<Status, 'uptimeMs'>;
