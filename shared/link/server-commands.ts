/** One of the server's own commands and its life, as GET /api/server-commands tells of it. */

import type { CommandState } from '../session/command-life.ts';

/** An exchange in which something happened to it. */
export interface ServerCommandStep {
  readonly n: number;
  /** ISO time, UTC. */
  readonly at: string;
}

export interface ServerCommand {
  readonly id: string;
  /** `C:id:text`, passwords masked, shortened. */
  readonly wire: string;
  /** In words. */
  readonly summary: string;
  /** delivered: never answered, so far. */
  readonly state: CommandState;
  /** Null where it was delivered before we looked. */
  readonly firstDelivered: ServerCommandStep | null;
  readonly lastDelivered: ServerCommandStep | null;
  /** Deliveries after the first. */
  readonly resent: number;
  /** The newest answer; null when it was never answered. */
  readonly answer:
    | (ServerCommandStep & {
        readonly return: string;
        readonly returnText: string;
        /** Whether the server took the answer. */
        readonly heard: boolean;
      })
    | null;
  readonly answers: number;
}
