/** Searches the reference: every word must stand in an entry, or in one of its fields. */

import type { ReferenceField } from '../../../shared/spec/reference.ts';
import type { Entry } from './entries.ts';

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);

const textOfField = ({ key, wire, aliases, label, remark, section, choices }: ReferenceField) =>
  [key, wire, ...aliases, label, remark, section, ...choices.map(({ label }) => label)]
    .join('\n')
    .toLowerCase();

function textOf(entry: Entry): string {
  const { name, label, texts, section, lists, choices } = entry;
  return [
    name,
    label,
    ...texts,
    section,
    ...lists.flatMap((list) => [list.name, list.label, ...list.fields.map(textOfField)]),
    ...choices.flatMap(({ value, label }) => [value, label]),
  ]
    .join('\n')
    .toLowerCase();
}

/** Whether a field is what was looked for, so that the eye finds it among its neighbours. */
export function isMeant(field: ReferenceField, find: string): boolean {
  const words = wordsOf(find);
  const text = textOfField(field);
  return words.length > 0 && words.every((word) => text.includes(word));
}

/** 0 by its own name, 1 by the exact name of a field, 2 by anything else. */
function rank({ name, lists }: Entry, wanted: string): number {
  if (name.toLowerCase() === wanted) return 0;
  const isNamed = ({ key, wire }: ReferenceField) =>
    key.toLowerCase() === wanted || wire.toLowerCase() === wanted;
  return lists.some(({ fields }) => fields.some(isNamed)) ? 1 : 2;
}

/** What holds all words; an exact name leaves out the rest. */
export function findEntries(entries: readonly Entry[], find: string): readonly Entry[] {
  const words = wordsOf(find);
  if (words.length === 0) return entries;
  const found = entries.filter((entry) => {
    const text = textOf(entry);
    return words.every((word) => text.includes(word));
  });
  const wanted = find.trim().toLowerCase();
  const exact = found.filter((entry) => rank(entry, wanted) < 2);
  return exact.length > 0 ? exact : found;
}
