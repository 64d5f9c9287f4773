/** The lines of a reply, up to a number that no real reply comes near; the rest stands as one field, unread. */

import type { Field } from './frame.ts';
import { linesOf } from './lines.ts';
import { decodeText, type Reading } from './read-field.ts';

/** Observed: servers send at most 20 commands or 40 KB. A body of a million lines must not hold up the desk. */
const MOST_LINES = 10_000;

const NOTE = { en: 'too many lines; not read any further', zh: '行数过多，未继续读取' } as const;

export interface BoundedLines {
  readonly lines: readonly (readonly [from: number, to: number])[];
  /** Everything behind them; null when they are all. */
  readonly rest: Field | null;
}

export function boundedLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  reading: Reading,
): BoundedLines {
  const all = linesOf(bytes, from, to);
  const next = all[MOST_LINES];
  if (next === undefined) return { lines: all, rest: null };
  const raw = decodeText(bytes, next[0], to, reading);
  const span = { part: 'body', from: next[0], to } as const;
  const note = NOTE[reading.language];
  return {
    lines: all.slice(0, MOST_LINES),
    rest: { key: 'unread', wire: '', raw, value: null, text: note, span, note },
  };
}
