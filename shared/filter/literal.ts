/** A value of a filter in every reading it allows: text, number, money, time. */

import { readTime, type TimeSpan } from './time-span.ts';

export interface Literal {
  /** As written, without quotes. */
  readonly text: string;
  /** Lower case, for comparisons. */
  readonly folded: string;
  readonly prefix: boolean;
  readonly number: number | null;
  /** Integer cents: `1250` is cents, `12.50` is yuan. */
  readonly cents: number | null;
  readonly time: TimeSpan | null;
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Null when the text is no number. */
export function readNumber(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}

export function literalOf(text: string, prefix: boolean): Literal {
  const number = readNumber(text);
  return {
    text,
    folded: text.toLowerCase(),
    prefix,
    number,
    cents: number === null ? null : text.includes('.') ? Math.round(number * 100) : number,
    time: readTime(text),
  };
}
