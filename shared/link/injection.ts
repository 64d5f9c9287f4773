/** A command that we send into a terminal's session, as desk, inspector and command line tell of it. */

import type { Charset } from '../codec/charset.ts';
import type { CommandInput } from '../codec/commands/compose.ts';
import type { CommandProblem } from '../codec/commands/problem.ts';
import type { Language } from '../codec/frame.ts';

/**
 * queued: waits for the terminal's next poll · delivered: its reply left whole · acknowledged: the terminal
 * did it · failed: the terminal says that it could not · expired: not fetched, or not answered, in time ·
 * cancelled: taken back while it waited.
 */
export const INJECTION_STATES = [
  'queued',
  'delivered',
  'acknowledged',
  'failed',
  'expired',
  'cancelled',
] as const;

export type InjectionState = (typeof INJECTION_STATES)[number];

export interface InjectionStep {
  readonly state: InjectionState;
  /** ISO time, UTC. */
  readonly at: string;
  /** The exchange in which it happened; null where it happened in none, or in one that was not recorded. */
  readonly n: number | null;
  /** Why, where it is not plain. */
  readonly why?: string;
}

/** What the terminal sent with its answer. */
export type InjectionResult =
  | {
      readonly kind: 'values';
      readonly values: readonly (readonly [name: string, value: string])[];
    }
  /** Its bytes are fetched apart; `kept` is how many of them there are (0 after they were forgotten). */
  | { readonly kind: 'file'; readonly name: string; readonly size: number; readonly kept: number }
  | { readonly kind: 'text'; readonly text: string; readonly size: number; readonly kept: number };

export interface InjectionItem {
  readonly id: string;
  /** As on the wire; the same as `id`. */
  readonly cmdId: string;
  readonly sn: string;
  /** Without `C:id:`. */
  readonly command: string;
  /** `C:id:command` */
  readonly wire: string;
  readonly verb: string;
  readonly dangerous: boolean;
  /** Whether a second delivery does no harm. */
  readonly repeatable: boolean;
  readonly state: InjectionState;
  /** Oldest first; the last one is the state now. */
  readonly steps: readonly InjectionStep[];
  /** How often it left. */
  readonly deliveries: number;
  /** It left, and nobody knows whether it arrived whole: it is not sent again by itself. */
  readonly unsure: boolean;
  /** When it expires, ISO time; null once it is settled. */
  readonly expiresAt: string | null;
  /** Why the last poll did not take it; null when nothing stood in the way. */
  readonly reason: { readonly code: string; readonly message: string; readonly at: string } | null;
  /** Return as it stood on the wire, and in words; absent before the answer. */
  readonly return?: string;
  readonly returnText?: string;
  readonly result?: InjectionResult;
  /** Of PutFile: the file that we serve, and how many of its bytes the terminal has fetched. */
  readonly file?: { readonly name: string; readonly size: number; readonly fetched: number };
}

/** As the API tells of a command: with what the desk knows of its terminal. */
export interface CommandView extends InjectionItem {
  /** When it will probably leave; null once it left, and while nothing is known of the terminal's polls. */
  readonly estimate: {
    /** ISO time, UTC: the next poll. In the past when the terminal is late. */
    readonly at: string;
    readonly lastPollAt: string;
    readonly pollIntervalMs: number;
  } | null;
  /** Filter text for the uploads that answer it; null for commands that ask for none, and before it left. */
  readonly related: string | null;
}

/** Body of POST /api/commands: one command by its text or parts, or several as a batch. */
export interface InjectionRequest {
  readonly sn: string;
  readonly commands: readonly CommandInput[];
  /** The serial again; needed for dangerous commands. */
  readonly confirm?: string;
  /** Lets pass what the definitions do not know: the line leaves as it is written. */
  readonly raw?: boolean;
  /** Of the terminal: GB18030 for Chinese ones (the default), UTF-8 for others. */
  readonly charset?: Charset;
  /** How long it may wait for its delivery, and then for its answer. */
  readonly expiresAfterMs?: number;
  /** Sent again when no answer came; only for commands that may run twice. */
  readonly redeliver?: Redelivery;
  readonly language?: Language;
}

export interface Redelivery {
  readonly afterMs: number;
  /** Beside the first delivery. */
  readonly times: number;
}

/** Beside the captures: files of PutFile commands, and uploads that may become one. */
export const FILES_FOLDER = 'injections.files';
/** How the name of an upload ends in that folder; what an earlier run left of them is removed. */
export const UPLOAD_ENDING = '.part';
export const LONGEST_FILE = 64 * 1024 * 1024;

/** A file for PutFile, which lies in the folder of files already. */
export interface PutFileRequest extends Omit<InjectionRequest, 'commands' | 'raw'> {
  /** As the terminal shall see it at the end of the address. */
  readonly name: string;
  /** Its name in the folder now; it is taken away from there when the command is queued. */
  readonly upload: string;
  readonly size: number;
  /** Path in the terminal; empty: where it unpacks archives. */
  readonly path: string;
}

export type InjectionRefusalCode =
  | 'BAD_SERIAL'
  | 'BAD_COMMAND'
  | 'BAD_OPTION'
  | 'BATCH_TOO_LONG'
  | 'CONFIRM'
  | 'FILE_TOO_LONG'
  | 'REDELIVERY'
  | 'TOO_MANY'
  | 'JOURNAL'
  | 'UNKNOWN_COMMAND'
  | 'NOT_QUEUED';

export interface InjectionRefusal {
  readonly ok: false;
  readonly code: InjectionRefusalCode;
  /** One sentence. */
  readonly message: string;
  /** What is wrong with which command (by its place in the batch). */
  readonly problems?: readonly (CommandProblem & { readonly command: number })[];
}

export type Submitted =
  | {
      readonly ok: true;
      readonly items: readonly InjectionItem[];
      readonly warnings: readonly (CommandProblem & { readonly command: number })[];
    }
  | InjectionRefusal;
