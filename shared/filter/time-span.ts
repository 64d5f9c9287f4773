/** Times in a filter: `2018-11-02` is a day, `2018-11-02T12:00` a minute; both are spans, from and to. */

export interface TimeSpan {
  /** Milliseconds of the wall clock, counted as if it stood in UTC; `to` is exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** A whole day, month or year: `>` then means after its end. */
  readonly wide: boolean;
  /** Minutes east of UTC; null when no zone is given. */
  readonly zone: number | null;
}

const TIME =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/** Null when the text is no time. A bare year is a time only beside a month. */
export function readTime(text: string): TimeSpan | null {
  const match = TIME.exec(text);
  if (match === null || match[2] === undefined) return null;
  const given = match.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part)));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = given;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) {
    return null;
  }
  const fraction = match[7];
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0'));
  const fromMs = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const [, , , d, h, m, s] = match;
  const toMs =
    d === undefined
      ? Date.UTC(year, month, 1)
      : fromMs +
        (h === undefined
          ? 86_400_000
          : m === undefined
            ? 3_600_000
            : s === undefined
              ? 60_000
              : fraction === undefined
                ? 1_000
                : 10 ** (3 - fraction.length));
  return { fromMs, toMs, wide: h === undefined, zone: zoneOf(match[8]) };
}

function zoneOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^z$/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

/** The instant, milliseconds since 1970; without a zone the clock of this machine decides. */
export function instantOf(wallMs: number, zone: number | null): number {
  if (zone !== null) return wallMs - zone * 60_000;
  const wall = new Date(wallMs);
  return new Date(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
    wall.getUTCMilliseconds(),
  ).getTime();
}
