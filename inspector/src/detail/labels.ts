/** What a field is called in words: the labels of the declared protocol, by our name for the field. */

import type { Field, Language } from '../../../shared/codec/frame.ts';
import { allArgumentsOf } from '../../../shared/spec/command.ts';
import { COMMANDS } from '../../../shared/spec/commands/index.ts';
import * as columns from '../../../shared/spec/columns.ts';
import type { FieldSpec, Words } from '../../../shared/spec/field.ts';
import { OPTIONS } from '../../../shared/spec/options.ts';
import { PARAMETERS } from '../../../shared/spec/parameters.ts';
import { TABLES } from '../../../shared/spec/tables/index.ts';

function* specs(): Generator<FieldSpec> {
  for (const table of TABLES) for (const layout of table.layouts) yield* layout.columns;
  yield* Object.values(columns);
  yield* PARAMETERS;
  yield* OPTIONS;
  for (const { form } of COMMANDS) yield* allArgumentsOf(form);
}

/** A key means one thing in every message; the first label found speaks for it. */
const LABELS = new Map<string, Words>();
for (const { key, label } of specs()) if (!LABELS.has(key)) LABELS.set(key, label);

/** Empty where the protocol has no words for it, or they only repeat the vendor's spelling. */
export function labelOf(field: Pick<Field, 'key' | 'wire'>, language: Language): string {
  const label = LABELS.get(field.key)?.[language] ?? '';
  return label.toLowerCase() === field.wire.toLowerCase() ? '' : label;
}

/** Whether the reference has something to say of it. */
export const isKnown = ({ key }: Field): boolean => LABELS.has(key);
