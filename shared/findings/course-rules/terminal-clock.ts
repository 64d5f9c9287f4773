/** A record made later than the server's clock says it is now, or long before there were such terminals: the terminal's clock is off. */

import type { Field } from '../../codec/frame.ts';
import { wallMs } from '../../session/clock.ts';
import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule, Step } from '../course-rule.ts';
import { durationWords } from '../duration.ts';
import { shown } from '../examined.ts';

const MOST_AHEAD_MS = 120_000;
const MORE_MS = 120_000;
const HOUR_MS = 3_600_000;
/** A clock that lost its power begins at 2000-01-01; no terminal of this protocol is as old as this. */
const EARLIEST_MS = Date.UTC(2010, 0, 1);

interface Told {
  /** How far ahead it was when that was told; 0 while it is right. */
  aheadMs: number;
  /** Whether it was told that the clock was reset, and it is not set yet. */
  isReset: boolean;
}

/** The records of one upload that tell of the clock. */
interface Ends {
  latest: Field | undefined;
  latestMs: number;
  /** Of the new records alone: any may be uploaded again years later. */
  earliest: Field | undefined;
  earliestMs: number;
}

function endsOf({ exchange, table }: Step): Ends {
  const highest = table?.highestSent ?? 0;
  const ends: Ends = { latest: undefined, latestMs: -Infinity, earliest: undefined, earliestMs: Infinity }; // prettier-ignore
  for (const { time, recordNumber } of exchange.upload.records) {
    const ms = time === undefined ? -Infinity : wallMs(time.value);
    // What cannot be read has a rule of its own.
    if (ms === -Infinity) continue;
    if (ms > ends.latestMs) [ends.latest, ends.latestMs] = [time, ms];
    if (recordNumber > highest && ms < ends.earliestMs) [ends.earliest, ends.earliestMs] = [time, ms]; // prettier-ignore
  }
  return ends;
}

function resetIn({ earliest, earliestMs }: Ends, told: Told): readonly CourseFound[] {
  if (earliest === undefined) return NOTHING;
  const was = told.isReset;
  told.isReset = earliestMs < EARLIEST_MS;
  if (!told.isReset || was) return NOTHING;
  return [
    {
      part: 'request',
      span: earliest.span,
      message: words(
        `A new record is dated ${shown(earliest.raw)}: the clock of the terminal was reset and has not been set since.`,
        `新记录的时间为 ${shown(earliest.raw)}：终端时钟已被重置，尚未校时。`,
      ),
    },
  ];
}

function aheadIn({ latest, latestMs }: Ends, nowMs: number, told: Told): readonly CourseFound[] {
  const aheadMs = latestMs - nowMs;
  if (latest === undefined || !(aheadMs > MOST_AHEAD_MS)) {
    told.aheadMs = 0;
    return NOTHING;
  }
  if (told.aheadMs !== 0 && Math.abs(aheadMs - told.aheadMs) <= MORE_MS) return NOTHING;
  told.aheadMs = aheadMs;
  const ahead = durationWords(aheadMs);
  return [
    {
      part: 'request',
      span: latest.span,
      message: words(
        `A record of ${shown(latest.raw)} lies ${ahead.en} ahead of the server's clock.`,
        `记录时间 ${shown(latest.raw)} 比服务器时钟快 ${ahead.zh}。`,
      ),
    },
  ];
}

const NOTHING: readonly CourseFound[] = [];

export const terminalClock: CourseRule<Told> = {
  code: 'terminal-clock',
  severity: 'warning',
  section: '9',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('The clock of the terminal is off', '终端时钟不准'),
  remedy: words(
    'See whether TimeZone of the options is right and SyncTime is above 0; then restart the terminal. A clock that is reset again and again has an empty battery.',
    '请检查参数中的 TimeZone 是否正确、SyncTime 是否大于 0，然后重启终端；若时钟反复被重置，请更换电池。',
  ),
  begin: () => ({ aheadMs: 0, isReset: false }),
  take: (step, told) => {
    const { exchange, session, atMs } = step;
    const ends = endsOf(step);
    const reset = resetIn(ends, told);
    const zone = session?.timeZone ?? null;
    if (zone === null) return reset;
    const serverMs = Number.isNaN(exchange.dateMs) ? atMs : exchange.dateMs;
    const ahead = aheadIn(ends, serverMs + zone * HOUR_MS, told);
    return reset.length === 0 ? ahead : [...reset, ...ahead];
  },
};
