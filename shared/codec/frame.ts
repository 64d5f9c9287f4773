/** What a frame is made of: our reading of an exchange, as users and scripts receive it. */

/** The three runs of bytes that a span can point into. `target` lies inside the head of a request. */
export type Part = 'target' | 'head' | 'body';

/** Byte offsets into one part, end exclusive; `body` is the de-framed body. */
export interface Span {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

export type FieldValue = number | string | boolean | null;

/** One thing on the wire: our key, the vendor's spelling, the exact text, and two readings of it. */
export interface Field {
  readonly key: string;
  /** The vendor's own spelling, as it stood on the wire, or as the document names the column. */
  readonly wire: string;
  /** The exact text in the message's charset. */
  readonly raw: string;
  /** The typed reading: money in integer cents, times as ISO text; null when unreadable. */
  readonly value: FieldValue;
  /** How a person reads it, in the language that was asked for. */
  readonly text: string;
  /** Null when we computed the field and it has no place on the wire. */
  readonly span: Span | null;
  readonly fields?: readonly Field[];
  readonly note?: string;
}

export const KINDS = [
  'init',
  'time',
  'key-exchange',
  'factor-exchange',
  'upload',
  'poll',
  'card-loss',
  'card-restore',
  'password-check',
  'password-change',
  'subsidy-query',
  'command-result',
  'file-download',
  'other',
] as const;

export type Kind = (typeof KINDS)[number];

/** One message of an exchange, read. */
export interface HalfFrame {
  /** One line in plain words. */
  readonly summary: string;
  readonly fields: readonly Field[];
}

export interface Frame {
  readonly kind: Kind;
  /** The terminal's serial number; empty when the message does not tell. */
  readonly sn: string;
  /** The uploaded table in the spelling of the wire; empty when the message is no upload. */
  readonly table: string;
  readonly request: HalfFrame;
  readonly response: HalfFrame | null;
}

/** Languages that summaries, labels and findings are written in. */
export type Language = 'en' | 'zh';
