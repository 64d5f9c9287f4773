/** Short forms for the rows of command definitions. */

import type { ArgumentSpec, Saying } from '../command.ts';
import { words, type FieldType } from '../field.ts';

/** An argument of the data commands, documented and observed unless `more` says otherwise. */
export const argument = (
  wire: string,
  key: string,
  type: FieldType,
  en: string,
  zh: string,
  more: Partial<ArgumentSpec> = {},
): ArgumentSpec => ({
  key,
  wire,
  type,
  label: words(en, zh),
  section: '11.6.1',
  evidence: 'both',
  ...more,
});

export const saying = (en: string, zh: string, when?: Saying['when']): Saying => ({
  text: words(en, zh),
  ...(when === undefined ? {} : { when }),
});

/** `HHMM`: four digits. */
export const clock = (
  wire: string,
  key: string,
  en: string,
  zh: string,
  example: string,
): ArgumentSpec =>
  argument(wire, key, 'clock', en, zh, {
    maxBytes: 4,
    required: true,
    example,
    remark: words('HHMM', 'HHMM'),
  });
