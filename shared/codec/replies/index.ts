/** The reader of reply bodies: one reader a kind of exchange (vendor's document sections 6 to 13). */

import type { Field, Kind } from '../frame.ts';
import type { RawMessage } from '../message.ts';
import type { Reading } from '../read-field.ts';

/** What the request told about the reply that answers it. */
export interface RequestFacts {
  readonly kind: Kind;
  readonly sn: string;
  readonly table: string;
  /** Parameters of the target by lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface ReplyBody {
  readonly summary: string;
  readonly fields: Field[];
}

export function readReplyBody(
  _facts: RequestFacts,
  _message: RawMessage,
  _reading: Reading,
): ReplyBody {
  return { summary: '', fields: [] };
}
