/** A flood: so many connections, each with its next request as soon as its reply is there. */

import type { Message } from './messages.ts';

export interface FloodOrder {
  readonly port: number;
  readonly messages: readonly Message[];
  readonly connections: number;
  /** `close` opens a connection for each request. */
  readonly connection: 'close' | 'keep-alive';
  readonly seconds: number;
}

export interface Outcome {
  readonly answered: number;
  readonly perSecond: number;
  /** Requests without a 200, and connections that failed. */
  readonly failed: number;
}

export type Flood = (order: FloodOrder) => Promise<Outcome>;
