/** Whether the values of a command can go on the wire, each against its definition. */

import {
  allArgumentsOf,
  type ArgumentSpec,
  type CommandSpec,
  type SubjectSpec,
} from '../../spec/command.ts';
import type { Charset, TextCodec } from '../charset.ts';
import type { Language } from '../frame.ts';
import { readValue } from '../read-value.ts';
import { problem, type CommandProblem, type ProblemCode } from './problem.ts';

/** Values by wire name, as they shall stand on the wire. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** The pairs of one row in the order of the wire, spelt as declared. */
export type Row = readonly WrittenPair[];

export interface WrittenPair {
  readonly wire: string;
  readonly value: string;
  /** What is written before the name. */
  readonly before: '' | ' ';
}

export interface CheckedValues {
  readonly rows: readonly Row[];
  readonly problems: readonly CommandProblem[];
  readonly warnings: readonly CommandProblem[];
}

export interface ValueRules {
  readonly charset: Charset;
  readonly text: TextCodec;
  readonly language?: Language;
}

/** The arguments that count once the subject is chosen; none while it is not. */
export const argumentsOf = (
  { form }: CommandSpec,
  subject: SubjectSpec | undefined,
): readonly ArgumentSpec[] =>
  form.kind === 'subject' ? (subject?.arguments ?? []) : allArgumentsOf(form);

export function checkValues(
  command: CommandSpec,
  subject: SubjectSpec | undefined,
  rows: readonly Values[],
  rules: ValueRules,
): CheckedValues {
  const { language = 'en' } = rules;
  const { kind } = command.form;
  const specs = argumentsOf(command, subject);
  const section = subject?.section ?? command.section;
  const found = rows.map((values) => checkRow(command, specs, section, values, rules));
  const problems = found.flatMap((row) => row.problems);
  if (rows.length !== 1 && (kind !== 'subject' || rows.length === 0))
    problems.push(problem('one-row-only', '', language, section));
  if (kind === 'pairs' && rows.every((row) => Object.keys(row).length === 0))
    problems.push(problem('missing-value', 'ITEM', language, section));
  return {
    rows: found.map(({ row }) => row),
    problems,
    warnings: found.flatMap(({ warnings }) => warnings),
  };
}

interface CheckedRow {
  readonly row: Row;
  readonly problems: readonly CommandProblem[];
  readonly warnings: readonly CommandProblem[];
}

function checkRow(
  command: CommandSpec,
  specs: readonly ArgumentSpec[],
  section: string,
  values: Values,
  rules: ValueRules,
): CheckedRow {
  const { language = 'en' } = rules;
  const row: WrittenPair[] = [];
  const problems: CommandProblem[] = [];
  const warnings: CommandProblem[] = [];
  const fault = (code: ProblemCode, field: string, at = section) =>
    problems.push(problem(code, field, language, at));

  const given = new Map(
    Object.entries(values).map(([name, value]) => [name.trim().toLowerCase(), { name, value }]),
  );
  for (const spec of specs) {
    const { wire, aliases = [], required = false } = spec;
    const name = [wire.toLowerCase(), ...aliases].find((each) => given.has(each)) ?? '';
    const value = wireText(command, given.get(name)?.value);
    given.delete(name);
    if (value === undefined || (value === '' && (required || command.form.kind === 'words'))) {
      if (required) fault('missing-value', wire, spec.section);
      continue;
    }
    for (const code of faultsOf(spec, value, command, rules)) fault(code, wire, spec.section);
    row.push({ wire, value, before: spec.blankBefore === true ? ' ' : '' });
  }
  for (const { name: untrimmed, value } of given.values()) {
    const wire = untrimmed.trim();
    const text = wireText(command, value) ?? '';
    if (!isOpen(command)) fault('unknown-key', wire);
    else if (!NAME.test(wire)) fault('bad-key', wire);
    else warnings.push(problem('unknown-key', wire, language, section));
    for (const code of faultsOf(undefined, text, command, rules)) fault(code, wire);
    row.push({ wire, value: text, before: '' });
  }
  for (const { wire, value } of blanksSeparate(command, row) ? row : []) {
    if (LIKE_A_PAIR.test(value)) fault('separator-in-value', wire);
  }
  return { row, problems, warnings };
}

/** Only what is written as pairs takes arguments that nobody declared. */
const isOpen = ({ form }: CommandSpec): boolean => form.kind === 'pairs' || form.kind === 'subject';

const NAME = /^[^\s=]+$/;

/** One pair brings no TAB, and then blanks are taken for separators. */
const blanksSeparate = ({ form }: CommandSpec, row: Row): boolean =>
  (form.kind === 'pairs' && row.length === 1) ||
  (form.kind === 'subject' && (row.length === 1 || form.style.blanksToo === true));

/** What would be read as a further pair. */
const LIKE_A_PAIR = /\s[A-Za-z_~][\w.]*=|\s(?:START|END|CARDNO)\d/i;

function wireText({ form }: CommandSpec, value: Values[string] | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
  // Behind the verb, blanks only separate.
  return form.kind === 'rest' ? text.replace(/^[ \t]+/, '') : text;
}

/** All but TAB that a terminal may take for the end of the line or of the text. */
// eslint-disable-next-line no-control-regex
export const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Half a character: encoders put a replacement in its place without a word. */
export const LONE_SURROGATE = /\p{Surrogate}/u;

function faultsOf(
  spec: ArgumentSpec | undefined,
  value: string,
  { form }: CommandSpec,
  { charset, text }: ValueRules,
): readonly ProblemCode[] {
  const faults: ProblemCode[] = [];
  if (CONTROL.test(value)) faults.push('line-break-in-value');
  const separator = form.kind === 'rest' ? null : form.kind === 'words' ? /[\t ]/ : /\t/;
  if (separator?.test(value) === true) faults.push('separator-in-value');
  const bytes = text.encode(value, charset);
  if (bytes === null || LONE_SURROGATE.test(value)) faults.push('not-encodable');
  else if (spec?.maxBytes !== undefined && bytes.length > spec.maxBytes)
    faults.push('value-too-long');
  if (spec !== undefined && !isReadable(spec, value)) faults.push('wrong-value');
  return faults;
}

function isReadable(spec: ArgumentSpec, value: string): boolean {
  if (spec.pattern !== undefined) return new RegExp(`^(?:${spec.pattern})$`).test(value);
  return value === '' || readValue(spec, value, 'en').value !== null;
}
