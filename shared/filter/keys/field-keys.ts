/** Keys made from the protocol's definitions: every field by our name and by the vendor's. */

import { allArgumentsOf } from '../../spec/command.ts';
import { COMMANDS } from '../../spec/commands/index.ts';
import { words, type FieldSpec, type FieldType, type Words } from '../../spec/field.ts';
import { OPTIONS } from '../../spec/options.ts';
import { HEADERS } from '../../spec/headers.ts';
import { EXCHANGE_FIELDS } from '../../spec/key-exchange.ts';
import { PARAMETERS } from '../../spec/parameters.ts';
import { INFO_VALUES, RESULT_FIELDS } from '../../spec/results.ts';
import { TABLES } from '../../spec/tables/index.ts';
import { fieldsNamed } from '../fields.ts';
import type { FilterKey, Holds } from '../key.ts';
import type { RowFacts } from '../subject.ts';
import { FRAME_FIELDS } from './frame-fields.ts';

const HOLDS: Readonly<Record<FieldType, Holds>> = {
  text: 'text',
  integer: 'number',
  money: 'money',
  time: 'time',
  'packed-day': 'time',
  clock: 'text',
  stamp: 'mixed',
  flag: 'choice',
  choice: 'choice',
  bits: 'choice',
  opaque: 'text',
};

const EXAMPLES: Readonly<Record<Holds, string>> = {
  text: 'abc',
  name: 'abc',
  number: '37',
  money: '50.00',
  time: '2018-11-02',
  choice: '1',
  mixed: '36',
  flag: 'yes',
};

const CENTS = words('cents, or yuan with a decimal point', '分；带小数点为元');

/** Where a definition stands decides where its field can be: idle polls hold parameters alone. */
interface Definition {
  readonly spec: FieldSpec;
  readonly inIdlePoll: boolean;
}

const tableColumns = TABLES.flatMap(({ layouts }) => layouts.flatMap(({ columns }) => columns));

const commandArguments = COMMANDS.flatMap(({ form }) => allArgumentsOf(form));

/** Parameters of the online endpoint, which polls do not have. */
const ONLINE = ['posMoney', 'posType', 'sequence', 'dataType'];

const DEFINITIONS: readonly Definition[] = [
  ...[...PARAMETERS, ...HEADERS, ...FRAME_FIELDS].map((spec) => ({
    spec,
    inIdlePoll: !ONLINE.includes(spec.key),
  })),
  ...[
    ...OPTIONS,
    ...tableColumns,
    ...commandArguments,
    ...RESULT_FIELDS,
    ...INFO_VALUES,
    ...EXCHANGE_FIELDS,
  ].map((spec) => ({ spec, inIdlePoll: false })),
];

/** Definitions by every name they answer to, lower case. */
const byName = new Map<string, Definition[]>();
for (const definition of DEFINITIONS) {
  const { key, wire, aliases = [] } = definition.spec;
  for (const name of new Set([key, wire, ...aliases].map((each) => each.toLowerCase()))) {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [definition]);
    else if (known.every(({ spec }) => spec !== definition.spec)) known.push(definition);
  }
}

/** Several fields share a name; together they hold what all of them hold. */
function holdsOf(definitions: readonly Definition[]): Holds {
  const kinds = new Set(definitions.map(({ spec }) => HOLDS[spec.type]));
  const [only, other] = kinds;
  if (only !== undefined && other === undefined) return only;
  if (kinds.has('money')) return 'money';
  return kinds.has('text') ? 'text' : 'mixed';
}

function choicesOf(
  definitions: readonly Definition[],
): Readonly<Record<string, Words>> | undefined {
  const all = definitions.flatMap(({ spec }) => Object.entries(spec.choices ?? {}));
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function fieldKey(
  name: string,
  definitions: readonly Definition[],
  aliases: readonly string[] = [],
): FilterKey {
  const folded = name.toLowerCase();
  const inIdlePoll = definitions.length === 0 || definitions.some((each) => each.inIdlePoll);
  const holds = definitions.length === 0 ? 'mixed' : holdsOf(definitions);
  const choices = choicesOf(definitions);
  return {
    name,
    aliases,
    label: definitions[0]?.spec.label ?? words(name, name),
    holds,
    ...(choices === undefined ? {} : { choices }),
    ...(holds === 'money' ? { unit: CENTS } : {}),
    example: Object.keys(choices ?? {})[0] ?? EXAMPLES[holds],
    ofRow: ({ idle }: RowFacts) => (idle && !inIdlePoll ? [] : null),
    ofFrame: ({ frame }) => fieldsNamed(frame, folded),
  };
}

/** One for each of our names, with the vendor's beside it; secrets are not offered. */
export const FIELD_KEYS: readonly FilterKey[] = [
  ...new Map(DEFINITIONS.map(({ spec }) => [spec.key.toLowerCase(), spec])).values(),
]
  .filter(({ secret }) => secret !== true)
  .map((spec) =>
    fieldKey(
      spec.key,
      byName.get(spec.key.toLowerCase()) ?? [],
      spec.wire === '' ? [] : [spec.wire],
    ),
  );

/** A field by our name or the vendor's; `field.NAME` reaches names that nobody defined. */
export function fieldKeyNamed(name: string): FilterKey | undefined {
  const free = /^field\.(.+)$/i.exec(name)?.[1];
  if (free !== undefined) return fieldKey(free, byName.get(free.toLowerCase()) ?? []);
  const definitions = byName.get(name.toLowerCase());
  if (definitions === undefined) return undefined;
  const spec = definitions[0]?.spec;
  const spelled = [spec?.key, spec?.wire].find(
    (each) => each?.toLowerCase() === name.toLowerCase(),
  );
  return fieldKey(spelled ?? name, definitions);
}
