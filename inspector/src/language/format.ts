/** Numbers, sizes, times and distances as people of a language write them. */

import type { Language } from '../../../shared/codec/frame.ts';

const LOCALES = { en: 'en-GB', zh: 'zh-CN' } satisfies Record<Language, string>;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

export interface Format {
  readonly locale: string;
  number(value: number): string;
  /** Cents, as an amount with two decimals. */
  money(cents: number): string;
  /** Bytes, in powers of 1024. */
  size(bytes: number): string;
  duration(ms: number): string;
  /** Time of day to the millisecond, in the reader's zone. */
  time(iso: string): string;
  dateTime(iso: string): string;
  /** How long ago, in its largest unit. */
  ago(ms: number, justNow: string): string;
}

export function formatFor(language: Language): Format {
  const locale = LOCALES[language];
  const plain = new Intl.NumberFormat(locale);
  const digits = (places: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
  const [none, one, two] = [digits(0), digits(1), digits(2)] as const;
  const clock = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  const time = new Intl.DateTimeFormat(locale, { ...clock, fractionalSecondDigits: 3 });
  const dateTime = new Intl.DateTimeFormat(locale, {
    ...clock,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' });
  const written = (format: Intl.DateTimeFormat, iso: string) => {
    const date = new Date(iso);
    return Number.isNaN(date.getTime()) ? iso : format.format(date);
  };
  return {
    locale,
    number: (value) => plain.format(value),
    money: (cents) => two.format(cents / 100),
    size: (bytes) => {
      if (bytes < 1024) return `${plain.format(bytes)} B`;
      const [value, unit] =
        bytes < 1024 ** 2
          ? [bytes / 1024, 'KB']
          : bytes < 1024 ** 3
            ? [bytes / 1024 ** 2, 'MB']
            : [bytes / 1024 ** 3, 'GB'];
      return `${(value < 10 ? one : none).format(value)} ${unit}`;
    },
    duration: (ms) => {
      if (ms < 10) return `${one.format(ms)} ms`;
      if (ms < 1_000) return `${none.format(ms)} ms`;
      if (ms < 10_000) return `${two.format(ms / 1_000)} s`;
      if (ms < 120_000) return `${none.format(ms / 1_000)} s`;
      return `${none.format(ms / 60_000)} min`;
    },
    time: (iso) => written(time, iso),
    dateTime: (iso) => written(dateTime, iso),
    ago: (ms, justNow) => {
      const seconds = Math.round(ms / 1_000);
      if (seconds < 1) return justNow;
      const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ['second', 1];
      return relative.format(-Math.floor(seconds / length), unit);
    },
  };
}
