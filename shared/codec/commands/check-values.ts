/** Whether the values of a command can go on the wire, each against its definition. */

import type { ArgumentSpec, CommandSpec, SubjectSpec } from '../../spec/command.ts';
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

export function argumentsOf(
  command: CommandSpec,
  subject: SubjectSpec | undefined,
): readonly ArgumentSpec[] {
  const { form } = command;
  switch (form.kind) {
    case 'nothing':
      return [];
    case 'rest':
      return [form.argument];
    case 'words':
    case 'pairs':
      return form.arguments;
    case 'subject':
      return subject?.arguments ?? [];
  }
}

/** Only what is written as pairs takes arguments that nobody declared. */
const isOpen = ({ form }: CommandSpec): boolean => form.kind === 'pairs' || form.kind === 'subject';

export function checkValues(
  command: CommandSpec,
  subject: SubjectSpec | undefined,
  rows: readonly Values[],
  rules: ValueRules,
): CheckedValues {
  const { language = 'en' } = rules;
  const section = subject?.section ?? command.section;
  const problems: CommandProblem[] = [];
  const warnings: CommandProblem[] = [];
  const say = (list: CommandProblem[], code: ProblemCode, field: string, at = section) =>
    list.push(problem(code, field, language, at));

  const specs = argumentsOf(command, subject);
  if (rows.length !== 1 && (command.form.kind !== 'subject' || rows.length === 0))
    say(problems, 'one-row-only', '');
  if (command.form.kind === 'pairs' && rows.every((row) => Object.keys(row).length === 0))
    say(problems, 'missing-value', 'ITEM');

  const checked = rows.map((values): Row => {
    const given = new Map(
      Object.entries(values).map(([name, value]) => [
        name.trim().toLowerCase(),
        [name.trim(), wireText(value)] as const,
      ]),
    );
    const row: WrittenPair[] = [];
    for (const spec of specs) {
      const name = [spec.wire.toLowerCase(), ...(spec.aliases ?? [])].find((each) =>
        given.has(each),
      );
      const value = name === undefined ? undefined : given.get(name)?.[1];
      if (name !== undefined) given.delete(name);
      if (value === undefined || (value === '' && spec.required === true)) {
        if (spec.required === true) say(problems, 'missing-value', spec.wire, spec.section);
        continue;
      }
      for (const code of faultsOf(spec, value, command, rules))
        say(problems, code, spec.wire, spec.section);
      row.push({ wire: spec.wire, value, before: spec.blankBefore === true ? ' ' : '' });
    }
    for (const [name, value] of given.values()) {
      if (!isOpen(command)) say(problems, 'unknown-key', name);
      else if (!/^[^\s=]+$/.test(name)) say(problems, 'bad-key', name);
      else say(warnings, 'unknown-key', name);
      for (const code of faultsOf(undefined, value, command, rules)) say(problems, code, name);
      row.push({ wire: name, value, before: '' });
    }
    // One pair brings no TAB, so blanks would be taken for separators.
    const [only, ...others] = row;
    if (
      isOpen(command) &&
      only !== undefined &&
      others.length === 0 &&
      /\s[A-Za-z_~][\w.]*=/.test(only.value)
    )
      say(problems, 'separator-in-value', only.wire);
    return row;
  });
  return { rows: checked, problems, warnings };
}

const wireText = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? '1' : '0') : String(value);

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
  if (spec?.pattern !== undefined && !new RegExp(`^(?:${spec.pattern})$`).test(value))
    faults.push('wrong-value');
  else if (spec !== undefined && value !== '' && readValue(spec, value, 'en').value === null)
    faults.push('wrong-value');
  return faults;
}
