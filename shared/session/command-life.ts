/** One command of the server: delivered, perhaps again and again, and what the terminal said of it. */

/**
 * delivered: on its way, no answer yet · acknowledged: the terminal did it · failed: it says that it could not ·
 * unknown: answered, but we never saw it delivered.
 */
export type CommandState = 'delivered' | 'acknowledged' | 'failed' | 'unknown';

export interface Answer {
  readonly n: number;
  readonly atMs: number;
  /** Return as it stood on the wire. */
  readonly return: string;
  /** Whether the server took it: an empty reply means that it did not. */
  readonly heard: boolean;
}

export interface CommandLife {
  readonly id: string;
  /** Without `C:id:`, passwords masked, shortened. */
  readonly text: string;
  readonly verb: string;
  /** Exchange and time of the first delivery and of the last; null where we saw none. */
  readonly first: { readonly n: number; readonly atMs: number } | null;
  readonly last: { readonly n: number; readonly atMs: number } | null;
  /** Deliveries after the first. */
  readonly resent: number;
  /** The newest answer. */
  readonly answer: Answer | null;
  /** Answers in all: a second one means that it was done twice. */
  readonly answers: number;
}

/** Delivered again after its answer, it waits again. */
export function stateOf({ last, answer }: CommandLife): CommandState {
  if (answer === null || (last !== null && last.n > answer.n)) return 'delivered';
  // Positive counts are bytes and rows of GetFile, PutFile and QUERY.
  if (answer.return.trim().startsWith('-')) return 'failed';
  return last === null ? 'unknown' : 'acknowledged';
}
