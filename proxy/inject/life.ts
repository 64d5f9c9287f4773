/**
 * A command's life, made from the entries of the journal in order.
 *
 *   queued ─► sending ─► delivered ─► acknowledged | failed
 *     │ ▲        │           │
 *     │ └────────┴───────────┘     broken connection; redelivery
 *     ├─► cancelled
 *     └─► expired ◄─ delivered     a late answer still counts
 */

import type { Charset } from '../../shared/codec/charset.ts';
import type { CommandResult } from '../../shared/spec/command.ts';
import type { InjectionState, Redelivery } from '../../shared/link/injection.ts';

/** `sending`: its bytes may have left; without `delivered` behind it nobody knows whether they arrived. */
export type LifeState = InjectionState | 'sending';

export interface PutFile {
  readonly token: string;
  readonly name: string;
  readonly size: number;
}

/** What never changes. */
export interface Command {
  readonly id: string;
  readonly sn: string;
  /** `C:id:text` */
  readonly line: string;
  readonly charset: Charset;
  readonly verb: string;
  readonly dangerous: boolean;
  readonly last: boolean;
  readonly repeatable: boolean;
  readonly answeredBy: CommandResult;
  readonly expiresAfterMs: number;
  readonly redeliver: Redelivery | null;
  readonly file: PutFile | null;
}

export interface Step {
  readonly state: LifeState;
  readonly atMs: number;
  readonly n: number | null;
  readonly why?: Why;
}

/** connection: it broke before all was out · restart: we stopped in the middle · again: no answer came, as asked for. */
export type Why = 'connection' | 'restart' | 'again' | 'audit' | 'not-fetched' | 'not-answered';

/** What the terminal answered. `bytes` as base64: of the values, the text or the file, or a beginning of it. */
export interface Answer {
  readonly return: string;
  readonly cmd: string;
  readonly fileName: string;
  readonly kind: 'values' | 'file' | 'text' | 'none';
  readonly size: number;
  readonly bytes: string;
}

export interface Life {
  readonly command: Command;
  readonly steps: readonly Step[];
  readonly deliveries: number;
  /** Whether its id may ever have been on the wire. */
  readonly left: boolean;
  readonly unsure: boolean;
  readonly answer: Answer | null;
  /** Bytes of its file that the terminal fetched. */
  readonly fetched: number;
}

export type Entry =
  | { readonly t: 'submit'; readonly atMs: number; readonly commands: readonly Command[] }
  /** `unsure`: it left, perhaps not whole. */
  | {
      readonly t: 'state';
      readonly ids: readonly string[];
      readonly state: Exclude<LifeState, 'acknowledged' | 'failed'>;
      readonly atMs: number;
      readonly n: number | null;
      readonly why?: Why;
      readonly unsure?: true;
    }
  | {
      readonly t: 'answer';
      readonly id: string;
      readonly state: 'acknowledged' | 'failed';
      readonly atMs: number;
      readonly answer: Answer;
    }
  /** The number of the exchange that brought the answers, known only when it ended. */
  | { readonly t: 'number'; readonly ids: readonly string[]; readonly n: number }
  | { readonly t: 'fetched'; readonly id: string; readonly bytes: number }
  /** A whole life, written when the journal is made anew. */
  | { readonly t: 'life'; readonly life: Life }
  /** Commands that left long ago; only their ids are remembered. */
  | { readonly t: 'ids'; readonly sn: string; readonly ids: readonly string[] };

const MOST_STEPS = 100;

export const stateOf = (life: Life): LifeState => life.steps.at(-1)?.state ?? 'queued';

export const isSettled = (life: Life): boolean =>
  ['acknowledged', 'failed', 'expired', 'cancelled'].includes(stateOf(life));

/** Since when it waits: for its delivery since it was submitted, then for its answer since it was delivered. */
export const waitsSinceMs = ({ steps, deliveries }: Life): number =>
  (deliveries > 0 ? steps.at(-1) : steps[0])?.atMs ?? 0;

export const beginLife = (command: Command, atMs: number): Life => ({
  command,
  steps: [{ state: 'queued', atMs, n: null }],
  deliveries: 0,
  left: false,
  unsure: false,
  answer: null,
  fetched: 0,
});

function withStep(life: Life, step: Step): Life {
  // `sending` is an instant; what came of it takes its place.
  const steps = stateOf(life) === 'sending' ? life.steps.slice(0, -1) : life.steps;
  // Steps of endless redelivery: the first and the newest tell it all.
  const kept = steps.length < MOST_STEPS ? steps : [...steps.slice(0, 1), ...steps.slice(2)];
  return { ...life, steps: [...kept, step] };
}

/** The life after an entry that names it. */
export function afterEntry(life: Life, entry: Entry): Life {
  switch (entry.t) {
    case 'state': {
      const { state, atMs, n, why, unsure = false } = entry;
      const next = withStep(life, { state, atMs, n, ...(why !== undefined && { why }) });
      if (state === 'delivered') return { ...next, deliveries: life.deliveries + 1, unsure };
      if (state === 'sending') return { ...next, left: true };
      return state === 'queued' ? { ...next, unsure: false } : next;
    }
    case 'answer': {
      const { state, atMs, answer } = entry;
      // Answered, so it arrived, whatever we saw of it.
      const deliveries = Math.max(1, life.deliveries);
      return { ...withStep(life, { state, atMs, n: null }), answer, deliveries, unsure: false };
    }
    case 'number': {
      const step = life.steps.at(-1);
      if (step === undefined) return life;
      return { ...life, steps: [...life.steps.slice(0, -1), { ...step, n: entry.n }] };
    }
    case 'fetched':
      return { ...life, fetched: entry.bytes };
    case 'life':
      return entry.life;
    case 'submit':
    case 'ids':
      return life;
  }
}
