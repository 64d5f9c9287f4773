/** What a text means by its definition: a typed value, and words for a person. */

import type { FieldSpec, FieldType } from '../spec/field.ts';
import type { FieldValue, Language } from './frame.ts';
import { readCountedTime, readPackedDay, readWrittenTime } from './read-time.ts';

export interface ReadValue {
  /** Null when the text cannot be read as its definition says. */
  readonly value: FieldValue;
  readonly text: string;
  readonly note?: string;
}

type Reader = (raw: string, spec: FieldSpec, language: Language) => ReadValue | null;

/** What stands for a password, key or token. */
export const MASK = '••••';

/** Whether it is digits, after a sign at most. */
export function isInteger(text: string): boolean {
  const from = text.charCodeAt(0) === 0x2d ? 1 : 0;
  if (text.length === from) return false;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** So many digits are exact in a number, whatever they are. */
const EXACT_DIGITS = 15;

/** A number, or the digits themselves where a number would round them; null when it is no integer. */
function integerOf(text: string): number | string | null {
  const from = text.charCodeAt(0) === 0x2d ? 1 : 0;
  if (text.length === from) return null;
  let value = 0;
  for (let at = from; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  if (text.length - from > EXACT_DIGITS) return exactly(text);
  return from === 1 && value !== 0 ? -value : value;
}

function exactly(digits: string): number | string {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : digits;
}

/** 1250 → 12.50 */
export function moneyText(cents: number): string {
  const whole = Math.abs(cents);
  const rest = whole % 100;
  return `${cents < 0 ? '-' : ''}${Math.floor(whole / 100)}.${rest < 10 ? '0' : ''}${rest}`;
}

const plainTime = (iso: string): string => iso.replace('T', ' ');

const UNITS = {
  en: { seconds: ' s', minutes: ' min', bytes: ' bytes', cents: '' },
  zh: { seconds: ' 秒', minutes: ' 分钟', bytes: ' 字节', cents: '' },
} as const;
const FLAGS = { en: ['no', 'yes'], zh: ['否', '是'] } as const;
const NONE = { en: 'none', zh: '无' } as const;
const NOTES = {
  counted: { en: 'read as counted seconds', zh: '按秒数读取' },
  fraction: { en: 'not a whole number of cents', zh: '不是整数分' },
} as const;

const READERS: Readonly<Record<FieldType, Reader>> = {
  text: (raw) => ({ value: raw, text: raw }),

  opaque: (raw) => ({ value: raw, text: raw }),

  integer(raw, spec, language) {
    const value = integerOf(raw);
    if (value === null) return null;
    return { value, text: spec.unit === undefined ? raw : `${raw}${UNITS[language][spec.unit]}` };
  },

  // Servers print some prices as a decimal number of cents: `300.00` is 3.00.
  money(raw, _spec, language) {
    const point = raw.indexOf('.');
    const cents = integerOf(point === -1 ? raw : raw.slice(0, point));
    if (typeof cents !== 'number') return null;
    if (point !== -1 && !/^0+$/.test(raw.slice(point + 1))) {
      const isNumber = isInteger(raw.slice(point + 1));
      return isNumber ? { value: null, text: raw, note: NOTES.fraction[language] } : null;
    }
    return { value: cents, text: moneyText(cents) };
  },

  time(raw, _spec, language) {
    const written = readWrittenTime(raw);
    if (written !== null) {
      // The form of nearly every record is already how people read it.
      const isPlain = raw.length === 19 && raw.charCodeAt(10) === 0x20;
      return { value: written, text: isPlain ? raw : plainTime(written) };
    }
    const counted = isInteger(raw) ? readCountedTime(Number(raw)) : null;
    if (counted === null) return null;
    return { value: counted, text: plainTime(counted), note: NOTES.counted[language] };
  },

  stamp(raw) {
    const count = integerOf(raw);
    if (count !== null && raw.length < 14) {
      const time = typeof count === 'number' && raw.length >= 9 ? readCountedTime(count) : null;
      return { value: count, text: time === null ? raw : `${raw} (${plainTime(time)})` };
    }
    const written = readWrittenTime(raw);
    if (written !== null) return { value: written, text: plainTime(written) };
    if (count !== null) return { value: count, text: raw };
    // Newer servers print an unset stamp like this.
    return raw === 'None' ? { value: raw, text: raw } : null;
  },

  'packed-day'(raw, _spec, language) {
    if (raw === '0') return { value: 0, text: NONE[language] };
    const packed = isInteger(raw) ? readPackedDay(Number(raw)) : null;
    const day = packed ?? readWrittenTime(raw.length === 8 ? `${raw}000000` : raw)?.slice(0, 10);
    return day === undefined ? null : { value: day, text: day };
  },

  clock(raw) {
    const digits = raw.replace(':', '').padStart(4, '0');
    if (!/^([01]\d|2[0-4])[0-5]\d$/.test(digits)) return null;
    const clock = `${digits.slice(0, 2)}:${digits.slice(2)}`;
    return { value: clock, text: clock };
  },

  flag(raw, _spec, language) {
    if (raw === '0') return { value: false, text: FLAGS[language][0] };
    return raw === '1' ? { value: true, text: FLAGS[language][1] } : null;
  },

  // An open set: what has no words keeps its own.
  choice(raw, spec, language) {
    const named = spec.choices?.[raw]?.[language];
    const value = integerOf(raw) ?? (raw === '' ? null : raw);
    return { value, text: named ?? raw };
  },

  bits(raw, spec, language) {
    const mask = integerOf(raw);
    if (typeof mask !== 'number' || mask < 0 || mask > 0x7fff_ffff) return null;
    const set: string[] = [];
    for (let bit = 0; bit < 31; bit++) {
      if ((mask >> bit) & 1) set.push(spec.bits?.[bit]?.[language] ?? `bit ${bit}`);
    }
    return { value: mask, text: set.length === 0 ? NONE[language] : set.join(', ') };
  },
};

/** Without the blanks and NULs around it; servers strip them before they read. */
export function stripped(raw: string): string {
  let from = 0;
  let to = raw.length;
  while (from < to && isAround(raw.charCodeAt(from))) from++;
  while (to > from && isAround(raw.charCodeAt(to - 1))) to--;
  return raw.slice(from, to);
}

const isAround = (code: number): boolean => code === 0x20 || code === 0 || (code > 8 && code < 14);

/** What cannot be read keeps its text and has the value null. */
export function readValue(spec: FieldSpec, raw: string, language: Language): ReadValue {
  const read = READERS[spec.type];
  const first = read(raw, spec, language);
  const found = first ?? read(stripped(raw), spec, language) ?? { value: null, text: raw };
  return spec.secret === true && raw !== '' ? { ...found, text: MASK } : found;
}
