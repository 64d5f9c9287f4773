/** A command being written in the page: what it becomes on the wire, and what is wrong with it. */

import type { Charset } from '../../../shared/codec/charset.ts';
import {
  composeCommand,
  type CommandInput,
  type Composed,
} from '../../../shared/codec/commands/compose.ts';
import type { Language } from '../../../shared/codec/frame.ts';
import type { ArgumentSpec } from '../../../shared/spec/command.ts';
import { readPackedDay } from '../../../shared/codec/read-time.ts';
import { isChinese } from '../../../shared/spec/languages.ts';
import { browserText } from '../compare/charset.ts';

/** Stands for the id of 16 digits that pushscope gives when the command is queued. */
export const ID_TO_COME = '0'.repeat(16);

/** As the desk decides it: unknown languages are Chinese. `language` may have words beside its code. */
export function charsetFor(language: string): Charset {
  const code = /\d+/.exec(language)?.[0] ?? '';
  return code === '' || isChinese(code) ? 'gb18030' : 'utf-8';
}

export const compose = (input: CommandInput, charset: Charset, language: Language): Composed =>
  composeCommand(input, { id: ID_TO_COME, charset, text: browserText, language });

/** Yuan as a person writes them, in cents; what is no amount is left for the checks to refuse. */
export function centsOf(yuan: string): string {
  const [, whole, part = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(yuan.trim()) ?? [];
  return whole === undefined ? yuan : String(Number(whole) * 100 + Number(part.padEnd(2, '0')));
}

/** A picked day as the protocol packs it: ((Y-2000)*12+M)*31+D. */
export function packedDayOf(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return String(((year - 2000) * 12 + month) * 31 + date);
}

/** `2026-11-24T10:09` of a picker, as it stands on the wire. */
export const timeOf = (picked: string): string =>
  `${picked.replace('T', ' ')}${picked.length === 16 ? ':00' : ''}`;

/** Back from cents, where they are cents. */
const yuanOf = (cents: string): string =>
  /^\d+$/.test(cents) ? (Number(cents) / 100).toFixed(2) : cents;

const WAYS: Partial<Record<ArgumentSpec['type'], (typed: string) => string>> = {
  money: centsOf,
  time: timeOf,
  'packed-day': packedDayOf,
};

/** What a person put into the form, as it stands on the wire. */
export const wireOf = ({ type }: ArgumentSpec, typed: string): string =>
  WAYS[type]?.(typed) ?? typed;

const WAYS_BACK: Partial<Record<ArgumentSpec['type'], (wire: string) => string>> = {
  money: yuanOf,
  time: (wire) => wire.replace(' ', 'T'),
  'packed-day': (wire) => readPackedDay(Number(wire)) ?? wire,
};

/** The other way: what stands in the form for a value of the wire. */
export const typedOf = ({ type }: ArgumentSpec, wire: string): string =>
  WAYS_BACK[type]?.(wire) ?? wire;

/** How many bytes a text has on the wire; null when the charset has not all of its characters. */
export const bytesOf = (text: string, charset: Charset): number | null =>
  browserText.encode(text, charset)?.length ?? null;
