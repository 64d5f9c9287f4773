/**
 * Times and days as terminals and servers write them, read into ISO text.
 *
 *   2018-11-02 12:01:07          records (section 10.2, and what servers insist on)
 *   2018-11-02T12:01:07+08:00    stamps and the time reply; the print lost the '+', months may be unpadded
 *   20181102120107               the time reply of real servers
 *   Fri, 02 Nov 2018 09:05:36 GMT   the Date header
 *   605448067                    counted seconds, see below
 *   7039                         a packed day: ((Y-2000)*12+M)*31+D
 */

const pad = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const WRITTEN =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?)?\s*(Z|[+-]?\d{2}:?\d{2})?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

const isDay = (month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 0x30;
const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
};
const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** The form of nearly every record, `YYYY-MM-DD HH:MM:SS` with a blank or a T, without a pattern match. */
function isPlain(text: string): boolean {
  if (text.length !== 19) return false;
  for (let at = 0; at < 19; at++) {
    if (at === 4 || at === 7) {
      if (text.charCodeAt(at) !== 0x2d) return false;
    } else if (at === 13 || at === 16) {
      if (text.charCodeAt(at) !== 0x3a) return false;
    } else if (at === 10) {
      const octet = text.charCodeAt(at);
      if (octet !== 0x20 && octet !== 0x54) return false;
    } else if (!isDigit(text, at)) return false;
  }
  return (
    isDay(pair(text, 5), pair(text, 8)) &&
    pair(text, 11) < 24 &&
    pair(text, 14) < 60 &&
    pair(text, 17) < 60
  );
}

/** `YYYY-MM-DDTHH:MM:SS`, with the offset where one was given; null when it is no written time. */
export function readWrittenTime(text: string): string | null {
  if (isPlain(text)) return `${text.slice(0, 10)}T${text.slice(11)}`;
  if (text.length === 29) return readHttpDate(text);
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone] =
    WRITTEN.exec(text) ?? COMPACT.exec(text) ?? [];
  if (year === undefined || !isDay(Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const date = `${year}-${pad(Number(month))}-${pad(Number(day))}`;
  const time = `${pad(Number(hour))}:${pad(Number(minute))}:${pad(Number(second))}`;
  return `${date}T${time}${offset(zone)}`;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** RFC 9110 section 5.6.7, the form that servers send. */
function readHttpDate(text: string): string | null {
  const month = MONTHS.indexOf(text.slice(8, 11)) / 3 + 1;
  if (text.slice(25) !== ' GMT' || text.charCodeAt(3) !== 0x2c || !(month >= 1)) return null;
  const iso = `${text.slice(12, 16)}-${pad(month)}-${text.slice(5, 7)}T${text.slice(17, 25)}`;
  return isPlain(iso) ? `${iso}Z` : null;
}

/** The '+' of an offset is lost in the vendor's print, and in queries that are form-decoded. */
function offset(zone: string | undefined): string {
  if (zone === undefined || zone === 'Z') return zone ?? '';
  const signed = isDigit(zone, 0) ? `+${zone}` : zone;
  return signed.includes(':') ? signed : `${signed.slice(0, 3)}:${signed.slice(3)}`;
}

const DAY = 86_400;
/** 2000-01-02 and 2037-01-01 in the vendor's count. */
const FIRST_PACKED = DAY;
const LAST_PACKED = 37 * 372 * DAY;

/**
 * A time as counted seconds. The vendor's own count (`OldDecodeTime` of its servers) goes by months of 31
 * days from 2000-01-01; what would lie after 2036 in it is the seconds since 1970 (UTC). Null when neither.
 */
export function readCountedTime(seconds: number): string | null {
  if (!Number.isSafeInteger(seconds) || seconds < FIRST_PACKED || seconds > 0xffff_ffff)
    return null;
  if (seconds >= LAST_PACKED) return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  const days = Math.floor(seconds / DAY);
  const rest = seconds % DAY;
  const date = `${2000 + Math.floor(days / 372)}-${pad((Math.floor(days / 31) % 12) + 1)}-${pad((days % 31) + 1)}`;
  return `${date}T${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`;
}

/** 2000-01-01 and 2099-12-31. */
const FIRST_DAY = 1 * 31 + 1;
const LAST_DAY = (99 * 12 + 12) * 31 + 31;

/** `YYYY-MM-DD` from ((Y-2000)*12+M)*31+D, the vendor's packed day; null outside this century. */
export function readPackedDay(packed: number): string | null {
  if (!Number.isSafeInteger(packed) || packed < FIRST_DAY || packed > LAST_DAY) return null;
  const day = ((packed - 1) % 31) + 1;
  const months = (packed - day) / 31;
  const month = ((months - 1) % 12) + 1;
  return `${2000 + (months - month) / 12}-${pad(month)}-${pad(day)}`;
}

/** The vendor's packed day of a `YYYY-MM-DD…` text; null when it is none. */
export function packDay(iso: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  if (year === undefined || !isDay(Number(month), Number(day)) || Number(year) < 2000) return null;
  return ((Number(year) - 2000) * 12 + Number(month)) * 31 + Number(day);
}
