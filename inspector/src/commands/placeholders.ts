/**
 * Places in a saved command that are filled in when it is sent: `{sn}` of the terminal, `{date}` of the day,
 * and whatever else stands in braces, which somebody is asked for.
 */

import { argumentsOf, type Values } from '../../../shared/codec/commands/check-values.ts';
import type { CommandInput } from '../../../shared/codec/commands/compose.ts';
import type { ArgumentSpec } from '../../../shared/spec/command.ts';
import { commandNamed, subjectNamed } from '../../../shared/spec/commands/index.ts';
import { wireOf } from './draft.ts';

const PLACE = /\{([\p{L}_][\p{L}\p{N}_-]*)\}/gu;
const KNOWN: ReadonlySet<string> = new Set(['sn', 'date']);

export type Fillings = Readonly<Record<string, string>>;
type Parts = Extract<CommandInput, { readonly verb: string }>;

const rowsOf = ({ values = {} }: Parts): readonly Values[] =>
  Array.isArray(values) ? (values as readonly Values[]) : [values as Values];

const textsOf = (input: CommandInput): readonly string[] =>
  'text' in input
    ? [input.text]
    : rowsOf(input).flatMap((row) => Object.values(row).map((value) => String(value)));

export const hasPlace = (text: string): boolean => text.search(PLACE) >= 0;

/** What has to be asked for, in the order in which it stands there. */
export function askedFor(inputs: readonly CommandInput[]): readonly string[] {
  const names = inputs
    .flatMap(textsOf)
    .flatMap((text) => [...text.matchAll(PLACE)].map(([, name = '']) => name));
  return [...new Set(names)].filter((name) => !KNOWN.has(name));
}

/** What nobody has filled in stays as it is. */
const put = (text: string, fillings: Fillings): string =>
  text.replace(PLACE, (place, name: string) => fillings[name] ?? place);

/** The same command with its places filled: as a person would type it, whatever the wire makes of that. */
export function fill(input: CommandInput, fillings: Fillings): CommandInput {
  if ('text' in input) return { text: put(input.text, fillings) };
  const command = commandNamed(input.verb);
  const subject = command && subjectNamed(command, input.table ?? '');
  const specs = command === undefined ? [] : argumentsOf(command, subject);
  const rows = rowsOf(input).map((row) => fillRow(row, specs, fillings));
  return { ...input, values: Array.isArray(input.values) ? rows : (rows[0] ?? {}) };
}

function fillRow(row: Values, specs: readonly ArgumentSpec[], fillings: Fillings): Values {
  const filled = Object.entries(row).map(([wire, value]) => {
    if (typeof value !== 'string' || !hasPlace(value)) return [wire, value] as const;
    const spec = specs.find((each) => each.wire === wire);
    const text = put(value, fillings);
    return [wire, spec === undefined ? text : wireOf(spec, text)] as const;
  });
  return Object.fromEntries(filled);
}

/** Of one terminal, today. */
export function fillingsFor(sn: string, nowMs: number, asked: Fillings): Fillings {
  const today = new Date(nowMs);
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  return { ...asked, date, ...(sn !== '' && { sn }) };
}
