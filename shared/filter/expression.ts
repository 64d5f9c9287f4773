/** What a filter says, as a tree. */

import type { Condition } from './compare.ts';
import type { FilterKey } from './key.ts';
import type { Literal } from './literal.ts';

export type Expression =
  /** The empty filter. */
  | { readonly type: 'all' }
  | { readonly type: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly type: 'not'; readonly part: Expression }
  /** Somewhere in the words or fields. */
  | { readonly type: 'word'; readonly literal: Literal }
  | { readonly type: 'flag'; readonly key: FilterKey; readonly wanted: boolean }
  | ({ readonly type: 'condition' } & Condition);

/** A filter that was read; `root` is ours, everyone else hands it back to match or explain. */
export interface Filter {
  readonly text: string;
  readonly root: Expression;
}
