/** Whether one value meets one condition of a filter. */

import type { FilterKey, Reading } from './key.ts';
import type { Literal } from './literal.ts';
import type { Pattern } from './pattern/pattern.ts';
import { instantOf, readTime, type TimeSpan } from './time-span.ts';
import type { Operator } from './tokens.ts';

export interface Condition {
  readonly key: FilterKey;
  readonly operator: Operator;
  readonly literal: Literal;
  /** Only of `~`. */
  readonly pattern: Pattern | null;
}

/** `!=` is met where the key is there and none of its values equals. */
export function meets(readings: readonly Reading[], condition: Condition): boolean {
  if (condition.operator !== '!=') return readings.some((each) => meetsOne(each, condition));
  return readings.length > 0 && !readings.some((each) => equals(each, condition));
}

function meetsOne(reading: Reading, condition: Condition): boolean {
  switch (condition.operator) {
    case ':':
      return colon(reading, condition);
    case '=':
      return equals(reading, condition);
    case '~':
      return found(condition.pattern, reading);
    default:
      return ordered(reading, condition);
  }
}

const found = (pattern: Pattern | null, { raw, text }: Reading): boolean =>
  pattern !== null && (pattern.test(raw) || (text !== raw && pattern.test(text)));

const folded = (text: string) => text.toLowerCase();

function colon(reading: Reading, condition: Condition): boolean {
  const { key, literal } = condition;
  if (key.holds === 'text' && !literal.prefix) return contains(reading, literal);
  if (literal.prefix || equals(reading, condition)) return equals(reading, condition);
  if (key.closed === true || key.holds === 'name') return false;
  // What says exactly what the key holds is not looked for as a piece of text: `recNo:3` is not 37.
  const exact = key.holds === 'time' ? literal.time !== null : literal.number !== null;
  if (exact) return false;
  return key.holds === 'choice'
    ? folded(reading.text).includes(literal.folded)
    : contains(reading, literal);
}

const contains = (reading: Reading, literal: Literal): boolean =>
  folded(reading.raw).includes(literal.folded) || folded(reading.text).includes(literal.folded);

function equals(reading: Reading, { key, literal }: Condition): boolean {
  if (literal.prefix) {
    return (
      folded(reading.raw).startsWith(literal.folded) ||
      folded(reading.text).startsWith(literal.folded)
    );
  }
  if (key.holds === 'money' && literal.cents !== null) return reading.value === literal.cents;
  if (typeof reading.value === 'number' && literal.number === reading.value) return true;
  const span = spanOf(reading, key);
  if (span !== null && literal.time !== null) {
    const [at, from, to] = comparable(span, literal.time);
    return at >= from && at < to;
  }
  return folded(reading.raw) === literal.folded || folded(reading.text) === literal.folded;
}

function ordered(reading: Reading, { key, operator, literal }: Condition): boolean {
  if (key.order !== undefined) {
    return inOrder(key.order.indexOf(reading.raw), operator, key.order.indexOf(literal.folded));
  }
  const number = key.holds === 'money' ? literal.cents : literal.number;
  if (number !== null) {
    const value = typeof reading.value === 'number' ? reading.value : numberIn(reading);
    return value !== null && inOrder(value, operator, number);
  }
  const span = spanOf(reading, key);
  if (span === null || literal.time === null) return false;
  const [at, from, to] = comparable(span, literal.time);
  if (!literal.time.wide) return inOrder(at, operator, from);
  // A day has an end: after it, or up to it.
  if (operator === '>') return at >= to;
  if (operator === '<=') return at < to;
  return inOrder(at, operator, from);
}

/** Texts that are numbers can be compared as numbers, times not: `2018` in `2018-11-02` is no amount. */
function numberIn({ value, raw }: Reading): number | null {
  if (typeof value !== 'string') return null;
  return /^[+-]?\d+(\.\d+)?$/.test(raw) ? Number(raw) : null;
}

function inOrder(left: number, operator: Operator, right: number): boolean {
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  if (operator === '<') return left < right;
  return left <= right;
}

/** Milliseconds since 1970 of a row's own time, the wall clock of a field's. */
type Moment = { readonly ms: number; readonly zone: number | null; readonly instant: boolean };

function spanOf({ value }: Reading, key: FilterKey): Moment | null {
  if (typeof value === 'number')
    return key.holds === 'time' ? { ms: value, zone: 0, instant: true } : null;
  if (typeof value !== 'string') return null;
  const time = readTime(value);
  return time === null ? null : { ms: time.fromMs, zone: time.zone, instant: false };
}

/**
 * Both on one scale: instants where we recorded the time or where both sides name their zone,
 * otherwise what the clocks on the wall said.
 */
function comparable(moment: Moment, literal: TimeSpan): readonly [number, number, number] {
  if (moment.instant || (moment.zone !== null && literal.zone !== null)) {
    const [from, to] = instantsOf(literal);
    return [moment.instant ? moment.ms : instantOf(moment.ms, moment.zone), from, to];
  }
  return [moment.ms, literal.fromMs, literal.toMs];
}

/** A filter's times are asked for with every exchange; what the clock of this machine makes of them stays. */
const instants = new WeakMap<TimeSpan, readonly [number, number]>();

function instantsOf(literal: TimeSpan): readonly [number, number] {
  let known = instants.get(literal);
  if (known === undefined) {
    const { fromMs, toMs, zone } = literal;
    known = [instantOf(fromMs, zone), instantOf(toMs, zone)];
    instants.set(literal, known);
  }
  return known;
}
