/** The doors of a command to the outside: data to stdout, words for people to stderr, and the exit code. */

export interface CommandIo {
  /** Writes data; resolves once the reader has taken it, so that a slow pipe holds a long command back. */
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => void;
  /** 0 fine, 1 the thing checked did not hold or the run failed, 2 usage. */
  readonly exit: (code: 0 | 1 | 2) => void;
}

/** An error that is the user's to mend: one sentence with the fact and the next step. */
export class UsageError extends Error {}

/** An error of the run itself, told in one sentence; exit code 1. */
export class RunError extends Error {}
