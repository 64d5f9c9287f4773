/** What is wrong, or odd, in a frame: a stable code, the section it rests on, and the bytes it speaks of. */

import type { Frame, Span } from '../codec/frame.ts';

export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  /** Section of the vendor's document, or 'observed' where it rests on field notes. */
  readonly section: string;
  readonly message: string;
  readonly part: 'request' | 'response';
  readonly span: Span | null;
}

/** The decoded exchange of the contract: a frame with what is to be said of it. */
export interface DecodedExchange extends Frame {
  readonly findings: readonly Finding[];
}
