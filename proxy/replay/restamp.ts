/**
 * Days moved on as a whole, so that meals stay meals and a server does not call the records old. A time keeps
 * the form that it came in.
 *
 *   2018-11-02 12:01:07 · 2018/11/2 12:01 · 20181102120107   the day is written anew, the rest stands
 *   605448067 · 1541160067                                   seconds of the vendor's count, or since 1970
 *   7039 · 20181102                                          the day of a meal
 */

import type { Field, FieldValue } from '../../shared/codec/frame.ts';
import { packDay, readCountedTime, readPackedDay } from '../../shared/codec/read-time.ts';
import { isInteger, stripped } from '../../shared/codec/read-value.ts';
import { RECORD_TIMES } from '../../shared/spec/record-times.ts';
import type { Change } from './rewrite.ts';

const DAY_MS = 86_400_000;
const DAY_S = 86_400;

/** Whole days from the recording to now. */
export const daysBetween = (recordedMs: number, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs - recordedMs) / DAY_MS));

/** `value` is what it was read as. Undefined: it cannot be moved. */
type Move = (text: string, days: number, value: FieldValue) => string | undefined;

const WRITTEN = /^(\d{4})([-/]?)(\d{1,2})([-/]?)(\d{1,2})/;
const as = (value: number | string, like: string) => String(value).padStart(like.length, '0');

/** What follows the day may be escaped, as in a target. */
const movedWritten: Move = (text, days, value) => {
  const [all = '', year = '', before = '', month = '', between = '', day = ''] = WRITTEN.exec(text) ?? []; // prettier-ignore
  const isRead = String(value).startsWith(`${year}-${as(month, 'MM')}-${as(day, 'DD')}`);
  if (all === '' || !isRead) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day) + days);
  return [
    as(date.getUTCFullYear(), year) + before,
    as(date.getUTCMonth() + 1, month) + between,
    as(date.getUTCDate(), day) + text.slice(all.length),
  ].join('');
};

/** Fewer digits are no time since 2003, and may be a number of another kind. */
const COUNTED = /^\d{9,10}$/;
/** The vendor's count begins with it. */
const FIRST_DAY = 32;

const movedCounted: Move = (text, days) => {
  const seconds = COUNTED.test(text) ? Number(text) : NaN;
  const iso = readCountedTime(seconds);
  const wanted = iso === null ? undefined : movedWritten(iso, days, iso);
  if (iso === null || wanted === undefined) return undefined;
  const packed = packDay(wanted);
  const vendors = packed === null ? NaN : (packed - FIRST_DAY) * DAY_S + (seconds % DAY_S);
  const moved = iso.endsWith('Z') ? seconds + days * DAY_S : vendors;
  // Beyond the end of the vendor's count it would be read as another time.
  return readCountedTime(moved) === wanted ? as(moved, text) : undefined;
};

const movedTime: Move = (text, days, value) =>
  movedWritten(text, days, value) ?? movedCounted(text, days, value);

const movedDay: Move = (text, days, value) => {
  const day = isInteger(text) ? readPackedDay(Number(text)) : null;
  if (day === null) return movedWritten(text, days, value);
  const packed = packDay(movedWritten(day, days, day) ?? '');
  return packed === null ? undefined : String(packed);
};

/** By key, what the definitions call a time; StampId beside the stamp counts records. */
const MOVES: ReadonlyMap<string, Move> = new Map([
  ...[...RECORD_TIMES, 'beginTime', 'endTime', 'stamp'].map((key) => [key, movedTime] as const),
  ['mealDate', movedDay],
]);

const UNSET = /^(?:0*|None)$/;

/** Whether it says when, or should. A stamp may be a count. */
const saysWhen = (key: string, text: string): boolean =>
  !UNSET.test(text) && !(key === 'stamp' && isInteger(text));

/** `stays` is told of times that cannot be moved. */
export const movedBy =
  (days: number, stays: (field: Field) => void = () => {}): Change =>
  (field: Field) => {
    const { key, raw, value } = field;
    const move = days === 0 ? undefined : MOVES.get(key);
    if (move === undefined) return undefined;
    const text = stripped(raw);
    const moved = move(text, days, value);
    if (moved !== undefined) return raw.replace(text, () => moved);
    if (saysWhen(key, text)) stays(field);
    return undefined;
  };
