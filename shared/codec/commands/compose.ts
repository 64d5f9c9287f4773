/** A command from what a person means: its exact bytes, or what is wrong with it. */

import type { CommandSpec, SubjectSpec } from '../../spec/command.ts';
import { commandNamed, subjectNamed } from '../../spec/commands/index.ts';
import type { Charset, TextCodec } from '../charset.ts';
import type { Language } from '../frame.ts';
import { checkValues, CONTROL, LONE_SURROGATE, type Values } from './check-values.ts';
import { partsOf } from './parts.ts';
import { problem, type CommandProblem } from './problem.ts';
import { write } from './write.ts';

/** A command by its parts, or its text as it shall stand behind `C:id:`. Several rows only for tables. */
export type CommandInput =
  | {
      readonly verb: string;
      readonly table?: string;
      readonly values?: Values | readonly Values[];
    }
  | { readonly text: string };

export interface ComposeOptions {
  readonly id: string;
  /** Of the terminal: GB18030 for Chinese ones, UTF-8 for others (section 2.1). */
  readonly charset: Charset;
  readonly text: TextCodec;
  readonly language?: Language;
}

export interface ComposedCommand {
  readonly ok: true;
  /** `C:id:text` without a line break behind it; rows of one command are joined by LF. */
  readonly bytes: Uint8Array;
  /** The same as text. */
  readonly line: string;
  /** Undefined for a verb that nobody declared (only as text). */
  readonly command: CommandSpec | undefined;
  readonly dangerous: boolean;
  /** Whether nothing may follow it in the same reply. */
  readonly last: boolean;
  readonly repeatable: boolean;
  /** What a person should know before sending. */
  readonly warnings: readonly CommandProblem[];
}

export type Composed =
  ComposedCommand | { readonly ok: false; readonly problems: readonly CommandProblem[] };

/** Observed: servers give at most 20 commands or 40 KB in one reply. */
const MOST_BYTES = 40 * 1024;
const ID = /^[0-9A-Za-z]{1,16}$/;

export function composeCommand(input: CommandInput, options: ComposeOptions): Composed {
  const { id, charset, text: codec, language = 'en' } = options;
  const made = 'text' in input ? fromText(input.text, language) : fromParts(input, options);
  const problems = [...made.problems];
  if (!ID.test(id)) problems.push(problem('bad-id', 'id', language));

  const line = `C:${id}:${made.text}`;
  const bytes = codec.encode(line, charset);
  if (bytes === null || LONE_SURROGATE.test(line)) {
    if (!problems.some(({ code }) => code === 'not-encodable'))
      problems.push(problem('not-encodable', '', language));
  } else if (bytes.length > MOST_BYTES) problems.push(problem('command-too-long', '', language));
  if (problems.length > 0 || bytes === null) return { ok: false, problems };

  const { command, subject, warnings } = made;
  return {
    ok: true,
    bytes,
    line,
    command,
    dangerous: command?.dangerous ?? false,
    last: subject?.last ?? command?.last ?? false,
    repeatable: subject?.repeatable ?? command?.repeatable ?? false,
    warnings,
  };
}

interface Made {
  readonly text: string;
  readonly command: CommandSpec | undefined;
  readonly subject: SubjectSpec | undefined;
  readonly problems: readonly CommandProblem[];
  readonly warnings: readonly CommandProblem[];
}

const failed = (...problems: readonly CommandProblem[]): Made => ({
  text: '',
  command: undefined,
  subject: undefined,
  problems,
  warnings: [],
});

/** As the person wrote it: what would break the framing is refused, what is merely unknown is told. */
function fromText(text: string, language: Language): Made {
  if (text.trim() === '') return failed(problem('empty-command', '', language));
  if (CONTROL.test(text)) return failed(problem('line-break-in-value', 'text', language));
  if (/^\s*C:[^:\s]*:/i.test(text)) return failed(problem('id-in-command', 'id', language));
  const parts = partsOf(text);
  const { command, subjectSpec: subject } = parts;
  const warnings: CommandProblem[] = [];
  const verb = text.slice(...parts.verb);
  if (command === undefined) warnings.push(problem('unknown-verb', verb, language));
  else if (command.form.kind === 'subject' && subject === undefined)
    warnings.push(
      parts.subject === null
        ? problem('missing-table', 'table', language, command.section)
        : problem('unknown-table', text.slice(...parts.subject), language, command.section),
    );
  if (command?.verb === 'DELETE' && parts.rest[0] === parts.rest[1])
    warnings.push(problem('deletes-all', '', language));
  return { text, command, subject, problems: [], warnings };
}

function fromParts(
  input: Extract<CommandInput, { readonly verb: string }>,
  options: ComposeOptions,
): Made {
  const { language = 'en' } = options;
  const verb = input.verb.trim().replace(/\s+/g, ' ');
  const table = input.table?.trim() ?? '';
  const command = commandNamed(verb);
  if (command === undefined)
    return failed(
      verb === ''
        ? problem('empty-command', '', language)
        : problem('unknown-verb', verb, language),
    );

  const { form } = command;
  let subject: SubjectSpec | undefined;
  if (form.kind === 'subject') {
    if (table === '') return failed(problem('missing-table', 'table', language, command.section));
    subject = subjectNamed(command, table);
    if (subject === undefined)
      return failed(problem('unknown-table', table, language, command.section));
  } else if (table !== '')
    return failed(problem('unknown-table', table, language, command.section));

  const rows: readonly Values[] = isRows(input.values) ? input.values : [input.values ?? {}];
  const checked = checkValues(command, subject, rows, options);
  const warnings = [...checked.warnings];
  const isBare = rows.every((row) => Object.keys(row).length === 0);
  if (command.verb === 'DELETE' && isBare) warnings.push(problem('deletes-all', '', language));
  return {
    text: write(command, subject, checked.rows),
    command,
    subject,
    problems: checked.problems,
    warnings,
  };
}

const isRows = (values: Values | readonly Values[] | undefined): values is readonly Values[] =>
  Array.isArray(values);
