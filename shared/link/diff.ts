/** GET /api/diff: two captures compared by meaning, or how far that is. */

import type { Report } from '../compare/index.ts';

export interface DiffQuery {
  /** Names from /api/captures. */
  readonly recorded: string;
  readonly observed: string;
  readonly language?: string;
}

/** One of them is there. */
export interface DiffAnswer {
  /** Share of the work that is done; it goes on as long as somebody asks. */
  readonly progress?: number;
  readonly report?: Report;
}
