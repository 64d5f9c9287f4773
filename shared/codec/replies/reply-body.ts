/** What readers of reply bodies take and give. */

import type { Field, Kind, Span } from '../frame.ts';
import type { RawMessage } from '../message.ts';
import type { Reading } from '../read-field.ts';

/** What the request told about the reply that answers it. */
export interface RequestFacts {
  readonly kind: Kind;
  readonly sn: string;
  readonly table: string;
  /** Parameters of the target by lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether a person asked, by a browser: what is said of terminals is not said of the reply. */
  readonly forPeople?: boolean;
}

export interface ReplyBody {
  readonly summary: string;
  readonly fields: Field[];
}

export interface Reply {
  readonly facts: RequestFacts;
  readonly message: RawMessage;
  readonly reading: Reading;
  /** Of the status line; 0 when there is none. */
  readonly status: number;
}

/** Null when the body is not what this reader reads. */
export type ReplyReader = (reply: Reply) => ReplyBody | null;

export const bodySpan = (from: number, to: number): Span => ({ part: 'body', from, to });
