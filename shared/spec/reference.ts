/** The protocol as data for people to browse, in one language, made from the definitions. */

import { ANSWERS } from './answers.ts';
import type { ArgumentSpec, CommandForm, CommandSpec, SubjectSpec } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXCHANGE_FIELDS } from './key-exchange.ts';
import type { Evidence, FieldSpec, Words } from './field.ts';
import { LANGUAGES } from './languages.ts';
import { MESSAGES } from './messages.ts';
import { OPTIONS } from './options.ts';
import { PARAMETERS } from './parameters.ts';
import { INFO_VALUES, RESULT_FIELDS } from './results.ts';
import { RETURN_CODES } from './return-codes.ts';
import { TABLES } from './tables/index.ts';

export type ReferenceLanguage = keyof Words;

export interface ReferenceChoice {
  readonly value: string;
  readonly label: string;
}

export interface ReferenceField {
  readonly key: string;
  readonly wire: string;
  readonly aliases: readonly string[];
  readonly label: string;
  readonly type: string;
  readonly unit: string;
  readonly secret: boolean;
  /** Of commands only: whether the composer insists on it. */
  readonly required: boolean;
  readonly choices: readonly ReferenceChoice[];
  readonly section: string;
  readonly evidence: Evidence;
  readonly remark: string;
}

interface Entry {
  readonly label: string;
  readonly section: string;
  readonly evidence: Evidence;
  readonly remark: string;
  readonly samples: readonly string[];
}

export interface ReferenceMessage extends Entry {
  readonly kind: string;
  readonly parameters: readonly string[];
  readonly body: string;
  readonly reply: string;
}

export interface ReferenceTable extends Entry {
  readonly name: string;
  readonly layouts: readonly {
    readonly name: string;
    readonly columns: readonly ReferenceField[];
  }[];
}

export interface ReferenceSubject extends Entry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly last: boolean;
  readonly repeatable: boolean;
  readonly arguments: readonly ReferenceField[];
}

export interface ReferenceCommand extends Entry {
  readonly verb: string;
  readonly aliases: readonly string[];
  readonly sentence: string;
  readonly dangerous: boolean;
  readonly last: boolean;
  readonly repeatable: boolean;
  readonly result: CommandSpec['result'];
  readonly arguments: readonly ReferenceField[];
  readonly subjects: readonly ReferenceSubject[];
}

export interface ReferenceAnswer extends Entry {
  readonly wire: string;
  /** Kinds of exchanges that it answers; empty: all. */
  readonly kinds: readonly string[];
  readonly verdict: string;
}

export interface Reference {
  readonly messages: readonly ReferenceMessage[];
  readonly parameters: readonly ReferenceField[];
  readonly tables: readonly ReferenceTable[];
  readonly options: readonly ReferenceField[];
  readonly commands: readonly ReferenceCommand[];
  readonly exchange: readonly ReferenceField[];
  readonly results: readonly ReferenceField[];
  readonly info: readonly ReferenceField[];
  readonly answers: readonly ReferenceAnswer[];
  readonly returnCodes: readonly ReferenceChoice[];
  readonly languages: readonly ReferenceChoice[];
}

export function reference(language: ReferenceLanguage): Reference {
  const say = (text: Words | undefined): string => text?.[language] ?? '';

  const choices = (rows: Readonly<Record<string, Words>>): readonly ReferenceChoice[] =>
    Object.entries(rows).map(([value, label]) => ({ value, label: say(label) }));

  const field = (spec: FieldSpec & Pick<ArgumentSpec, 'required'>): ReferenceField => ({
    key: spec.key,
    wire: spec.wire,
    aliases: spec.aliases ?? [],
    label: say(spec.label),
    type: spec.type,
    unit: spec.unit ?? '',
    secret: spec.secret ?? false,
    required: spec.required ?? false,
    // The languages have a table of their own.
    choices: spec.choices === LANGUAGES ? [] : choices({ ...spec.choices, ...bitNames(spec) }),
    section: spec.section,
    evidence: spec.evidence,
    remark: say(spec.remark),
  });

  const subject = (command: CommandSpec, spec: SubjectSpec): ReferenceSubject => ({
    name: spec.name,
    aliases: spec.aliases ?? [],
    label: say(spec.label),
    last: spec.last ?? command.last,
    repeatable: spec.repeatable ?? command.repeatable,
    arguments: spec.arguments.map(field),
    section: spec.section ?? command.section,
    evidence: spec.evidence ?? command.evidence,
    remark: say(spec.remark),
    samples: spec.samples,
  });

  const command = (spec: CommandSpec): ReferenceCommand => ({
    verb: spec.verb,
    aliases: spec.aliases ?? [],
    label: say(spec.label),
    sentence: say(spec.sentence),
    dangerous: spec.dangerous,
    last: spec.last,
    repeatable: spec.repeatable,
    result: spec.result,
    arguments: ownArguments(spec.form).map(field),
    subjects:
      spec.form.kind === 'subject' ? spec.form.subjects.map((each) => subject(spec, each)) : [],
    section: spec.section,
    evidence: spec.evidence,
    remark: say(spec.remark),
    samples: spec.samples,
  });

  return {
    messages: MESSAGES.map(
      ({ kind, label, parameters, body, reply, request, section, evidence }) => ({
        kind,
        label: say(label),
        parameters,
        body: say(body),
        reply: say(reply),
        section,
        evidence,
        remark: '',
        samples: [request],
      }),
    ),
    parameters: PARAMETERS.map(field),
    tables: TABLES.map(({ name, label, layouts, section, evidence, remark, sample }) => ({
      name,
      label: say(label),
      layouts: layouts.map((layout) => ({
        name: say(layout.name),
        columns: layout.columns.map(field),
      })),
      section,
      evidence,
      remark: say(remark),
      samples: [sample],
    })),
    options: OPTIONS.map(field),
    commands: COMMANDS.map(command),
    exchange: EXCHANGE_FIELDS.map(field),
    results: RESULT_FIELDS.map(field),
    info: INFO_VALUES.map(field),
    answers: ANSWERS.map(({ wire, kinds = [], verdict, meaning, section, evidence }) => ({
      wire,
      kinds,
      verdict,
      label: say(meaning),
      section,
      evidence,
      remark: '',
      samples: [],
    })),
    returnCodes: [...choices(RETURN_CODES)].sort((a, b) => Number(b.value) - Number(a.value)),
    languages: choices(LANGUAGES),
  };
}

const bitNames = ({ bits = [] }: FieldSpec): Readonly<Record<string, Words>> =>
  Object.fromEntries(bits.map((label, bit) => [`bit ${bit}`, label]));

function ownArguments(form: CommandForm): readonly ArgumentSpec[] {
  if (form.kind === 'rest') return [form.argument];
  return form.kind === 'words' || form.kind === 'pairs' ? form.arguments : [];
}
