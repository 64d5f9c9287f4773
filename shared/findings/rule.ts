/** The shape of a conformance rule: what it looks for, what it rests on, whose fault it is, and what to do. */

import type { RecordSpan } from '../codec/commands/cure.ts';
import type { Kind, Span } from '../codec/frame.ts';
import type { Words } from '../spec/field.ts';
import type { Cue } from './cues.ts';
import type { Examined } from './examined.ts';
import type { Fault } from './finding.ts';
import type { Severity } from './severity.ts';

/** One breach; what it leaves out is as the rule says. */
export interface Found {
  readonly part: 'request' | 'response';
  /** The bytes that it is about; null when it is about something that is not there. */
  readonly span: Span | null;
  readonly message: Words;
  readonly severity?: Severity;
  readonly section?: string;
  readonly fault?: Fault;
  /** Records that are missing; absent where it is about something else. */
  readonly gap?: RecordSpan;
}

/** What a rule says of itself. */
export interface RuleWords {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  /** Section of the vendor's document, or 'observed'. */
  readonly section: string;
  readonly fault: Fault;
  /** Exchanges that it speaks of or learns from; all where it names none. */
  readonly kinds?: readonly Kind[];
  /** What an exchange must show for the rule to find or learn anything; absent where nothing tells. */
  readonly cue?: Cue;
  /** What it is about, in a few words. */
  readonly title: Words;
  readonly remedy: Words;
}

export interface Rule extends RuleWords {
  readonly find: (exchange: Examined) => readonly Found[];
}
