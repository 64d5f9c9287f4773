/** Replays over the API: what is asked, and what a job tells of itself. */

/** POST /api/replay. Without `ns` and `filter` the whole capture is sent. */
export interface ReplayRequest {
  /** Name of a capture; without it, all that this run has recorded. */
  readonly capture?: string;
  readonly ns?: readonly number[];
  readonly filter?: string;
  /** http://HOST:PORT */
  readonly target: string;
  /** `fast` (the default), `original`, or so many times the recorded pace. */
  readonly pace?: 'fast' | 'original' | number;
  /** Serials to send instead of recorded ones. */
  readonly serials?: Readonly<Record<string, string>>;
  readonly restamp?: boolean;
  /** Requests to be sent otherwise than they were recorded. */
  readonly edits?: readonly ReplayEdit[];
  /** Answer with the figures, and send nothing. */
  readonly dryRun?: boolean;
  /** Needed where the target is the live server and records or cards are concerned: the figures, said again. */
  readonly confirm?: { readonly records: number; readonly moneyCents: number };
}

/** A request as text: its head as it stands, a blank line, its body. The Content-Length follows the body. */
export interface ReplayEdit {
  readonly n: number;
  readonly text: string;
}

export interface ReplayFigures {
  readonly requests: number;
  readonly records: number;
  readonly moneyCents: number;
  readonly cardRequests: number;
  readonly terminals: readonly string[];
  /** From the first to the last at the chosen pace; null as fast as possible. */
  readonly durationMs: number | null;
  /** Whether the target is the server that these were recorded from, or the one in use now. */
  readonly liveServer: boolean;
}

export type ReplayState = 'queued' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

/** One exchange sent again, beside its original. */
export interface ReplayedItem {
  readonly n: number;
  /** Its number in the job's capture. */
  readonly as: number;
  readonly sn: string;
  readonly kind: string;
  readonly summary: string;
  readonly recorded: string | null;
  readonly observed: string | null;
  readonly verdict: 'identical' | 'same-meaning' | 'different';
  readonly totalMs: number;
  /** Why there is no reply; empty when there is one. */
  readonly error: string;
}

/** Live socket, desk → inspector: how far a replay is, and what was sent since the message before. */
export interface ReplayMessage {
  readonly type: 'replay';
  readonly job: ReplayJob;
  /** In order of `as`; of many at once the newest. */
  readonly items: readonly ReplayedItem[];
}

export interface ReplayJob {
  readonly id: string;
  readonly state: ReplayState;
  readonly target: string;
  /** Name of the capture that was played, and of the one that holds what came of it. */
  readonly from: string;
  readonly capture: string;
  /** Whether all files of the present run were played; `from` is the newest then. */
  readonly ofRun: boolean;
  readonly figures: ReplayFigures;
  readonly done: number;
  readonly different: number;
  /** ISO times. */
  readonly queuedAt: string;
  readonly endedAt: string | null;
  /** Why it failed, in a sentence; null when it did not. */
  readonly error: string | null;
}

/** GET /api/replay/ID: the job with its newest items. */
export interface ReplayDetail extends ReplayJob {
  readonly items: readonly ReplayedItem[];
}
