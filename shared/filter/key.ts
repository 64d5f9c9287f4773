/** One key of the filter language: from this definition it is matched, parsed, explained and completed. */

import type { FieldValue } from '../codec/frame.ts';
import type { Words } from '../spec/field.ts';
import type { FrameSubject, RowFacts } from './subject.ts';

/**
 * What a key's values are, which decides what `key:value` means:
 * text: contains · name: is, without regard to case · number, money: equals · time: lies within ·
 * choice: its code, or a part of its words · mixed: equals in any reading, or contains · flag: stands alone.
 */
export type Holds = 'text' | 'name' | 'number' | 'money' | 'time' | 'choice' | 'mixed' | 'flag';

/** A value as a filter sees it. */
export interface Reading {
  readonly raw: string;
  readonly text: string;
  readonly value: FieldValue;
}

export interface FilterKey {
  readonly name: string;
  /** Other names, all of them without regard to case. */
  readonly aliases: readonly string[];
  readonly label: Words;
  readonly holds: Holds;
  /** Values that exist; `closed` when there are no others, so that another is a mistake. */
  readonly choices?: Readonly<Record<string, Words>>;
  readonly closed?: boolean;
  /** Choices from small to large, for `>` and `<`. */
  readonly order?: readonly string[];
  /** Values may not be anything but what `holds` says. */
  readonly strict?: boolean;
  /** Cents in numbers and yuan with a decimal point; milliseconds, bytes. */
  readonly unit?: Words;
  /** A value to show in sentences. */
  readonly example: string;
  /** Its values where the row alone tells them; null when the frame is needed. */
  readonly ofRow: (row: RowFacts) => readonly Reading[] | null;
  readonly ofFrame: (subject: FrameSubject) => readonly Reading[];
}

/** A number that becomes text only where a filter asks for text: a million are compared in a moment. */
class NumberReading implements Reading {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  get raw(): string {
    return String(this.value);
  }

  get text(): string {
    return String(this.value);
  }
}

export const readingOf = (value: string | number | boolean): Reading => {
  if (typeof value === 'number') return new NumberReading(value);
  const text = String(value);
  return { raw: text, text, value };
};
