/** The fields that come in numbers (commands, records, results, lines): what tells one from another, and in words. */

import type { Field } from '../codec/frame.ts';
import { holdsSecret } from '../codec/secret.ts';
import type { Sign } from './match.ts';

export const childOf = ({ fields = [] }: Field, key: string): Field | undefined =>
  fields.find((field) => field.key === key);

const CALLED_BY_SERVER: ReadonlySet<string> = new Set(['cmdId', 'resultId']);

/**
 * A command or result by its text without its number: equal for two servers that ask the same. Arguments
 * stand in any order; positional ones keep theirs.
 */
export function textOf({ fields = [], raw }: Field): string {
  if (fields.length === 0) return raw;
  return fields
    .filter(({ key }) => !CALLED_BY_SERVER.has(key))
    .map((field, index) => {
      const place = field.key === 'argument' || field.key === 'record' ? index : '';
      return `${field.key}${place}=${field.key === 'record' ? textOf(field) : field.raw}`;
    })
    .sort()
    .join('\t');
}

const HEAD_OF_COMMAND: ReadonlySet<string> = new Set(['cmdId', 'verb', 'table', 'record']);

const argumentsOf = ({ fields = [] }: Field): readonly Field[] =>
  fields.filter(({ key }) => !HEAD_OF_COMMAND.has(key));

const verbOf = (command: Field): string =>
  [childOf(command, 'verb')?.raw, childOf(command, 'table')?.raw]
    .filter((word) => word !== undefined)
    .join(' ')
    .toUpperCase();

const firstArgument = (command: Field): string => {
  const [first] = argumentsOf(command);
  return first === undefined ? '' : `${first.wire}=${first.raw}`;
};

/** As rules name it, in no language: its exact text; of a secret what people may see, for names are told to anyone. */
const namedBy = (field: Field): string =>
  `${field.wire}=${holdsSecret(field) ? field.text : field.raw}`;

const RECORD_NUMBERS = ['recNo', 'cardRecNo'] as const;

const recordNumberOf = (record: Field): string | undefined =>
  RECORD_NUMBERS.map((key) => childOf(record, key)?.raw).find((raw) => raw !== undefined);

export interface Group {
  /** Signs by which two of them are the same one, the surest first. */
  readonly signs: readonly Sign<Field>[];
  /** One of them in words. */
  readonly name: (field: Field) => string;
  /** Whether their order means something. */
  readonly ordered: boolean;
}

export const GROUPS: Readonly<Record<string, Group>> = {
  command: {
    signs: [textOf, (field) => `${verbOf(field)} ${firstArgument(field)}`, verbOf],
    name: (command) => {
      const [first] = argumentsOf(command);
      return `${verbOf(command)} ${first === undefined ? '' : namedBy(first)}`.trim();
    },
    ordered: true,
  },
  record: {
    signs: [
      ({ raw }) => raw,
      recordNumberOf,
      ({ fields = [] }) => (fields[0] === undefined ? undefined : fields[0].raw),
      () => '',
    ],
    name: (record) => {
      const number = recordNumberOf(record);
      const [first] = record.fields ?? [];
      if (number !== undefined) return `${record.wire} RecNo ${number}`.trim();
      return first === undefined ? record.wire : namedBy(first);
    },
    ordered: false,
  },
  result: {
    signs: [
      textOf,
      (field) => childOf(field, 'resultId')?.raw,
      (field) => childOf(field, 'cmd')?.raw,
    ],
    name: (field) =>
      `result of ${childOf(field, 'cmd')?.raw ?? ''} ${childOf(field, 'resultId')?.raw ?? ''}`.trim(),
    ordered: false,
  },
  line: {
    signs: [({ raw }) => raw, (_field, index) => String(index)],
    name: () => '',
    ordered: false,
  },
};
