/** Days moved on as a whole, so that meals stay meals and a server does not call the records old. */

import type { Field } from '../../shared/codec/frame.ts';
import { packDay, readPackedDay } from '../../shared/codec/read-time.ts';
import type { Change } from './rewrite.ts';

const DAY_MS = 86_400_000;

/** Whole days from the recording to now. */
export const daysBetween = (recordedMs: number, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs - recordedMs) / DAY_MS));

const WRITTEN = /^(\d{4})-(\d{1,2})-(\d{1,2})/;

function movedDate(text: string, days: number): string | undefined {
  const [all, year, month, day] = WRITTEN.exec(text) ?? [];
  if (all === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + days));
  return date.toISOString().slice(0, 10) + text.slice(all.length);
}

function movedPackedDay(text: string, days: number): string | undefined {
  const day = /^\d+$/.test(text) ? readPackedDay(Number(text)) : null;
  const moved = day === null ? undefined : movedDate(day, days);
  const packed = moved === undefined ? null : packDay(moved);
  return packed === null ? undefined : String(packed);
}

const TIMES: ReadonlySet<string> = new Set([
  ...['stamp', 'posTime', 'supTime', 'allowTime', 'beginTime', 'endTime'],
]);

export const movedBy =
  (days: number): Change =>
  ({ key, raw }: Field) => {
    if (days === 0) return undefined;
    if (TIMES.has(key)) return movedDate(raw, days);
    return key === 'mealDate' ? movedPackedDay(raw, days) : undefined;
  };
