/** What a route is: a method, the shape of a path, and what answers it. */

import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the groups of the path's shape stand for, percent-decoded. */
  readonly parts: readonly string[];
  readonly query: string;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  /** May throw Refused. */
  readonly answer: (asked: Asked) => void | Promise<void>;
}
