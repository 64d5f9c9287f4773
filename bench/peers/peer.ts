/** What every program under comparison has to be: something that listens and passes requests on to the server. */

import type { Ground } from '../ground.ts';

export interface OpenPeer {
  readonly port: number;
  /** Its processes, so that a measurement can wait until they are at rest. */
  readonly pids: readonly number[];
  /** What there is to tell at the end, beside the figures. */
  readonly notes?: () => Promise<Readonly<Record<string, number | string>>>;
}

export interface Peer {
  /** The word in tables. */
  readonly name: string;
  /** What it is and how it is set. */
  readonly what: string;
  /** Null when it is not installed; rejects when it cannot be started. */
  open(ground: Ground, upstreamPort: number): Promise<OpenPeer | null>;
}
