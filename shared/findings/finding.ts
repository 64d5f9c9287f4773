/** What is wrong, or odd, in a frame: a stable code, the section it rests on, and the bytes it speaks of. */

import type { RecordSpan } from '../codec/commands/cure.ts';
import type { Frame, Span } from '../codec/frame.ts';
import type { Severity } from './severity.ts';

/**
 * Whose fault it is: the document's where both sides do what it says, or what it forgot to say; the
 * network's where a connection broke, or pushscope had to answer in the server's place.
 */
export type Fault = 'terminal' | 'server' | 'document' | 'network';

export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  /** Section of the vendor's document, or 'observed' where it rests on field notes. */
  readonly section: string;
  readonly message: string;
  readonly part: 'request' | 'response';
  readonly span: Span | null;
  readonly fault?: Fault;
  /** What to do about it, in a sentence. */
  readonly remedy?: string;
  /** Records that are missing, which a command can ask for; absent where it is about something else. */
  readonly gap?: RecordSpan;
  /** Why somebody muted it: it is told, and does not count. */
  readonly muted?: string;
}

/** Of what rule a finding is, and how grave: all that an index keeps of it. */
export type FoundCode = Pick<Finding, 'code' | 'severity'>;

/** The decoded exchange of the contract: a frame with what is to be said of it. */
export interface DecodedExchange extends Frame {
  readonly findings: readonly Finding[];
}
