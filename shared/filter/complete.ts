/** What could be written at the caret: keys, operators, choices in words, values that were seen. */

import type { Language } from '../codec/frame.ts';
import { words } from '../spec/field.ts';
import type { FilterKey } from './key.ts';
import { KEYS, keyNamed, OWN_KEYS } from './keys/index.ts';
import { operatorsFor, operatorWords } from './operators.ts';
import { tokensOf, type Token } from './tokens.ts';

export interface Completion {
  readonly type: 'key' | 'operator' | 'value' | 'word';
  /** The part of the text to replace; the caret goes behind `insert`. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly label: string;
  /** What it is, in words. */
  readonly detail: string;
}

/** Values that were seen on the wire, by the name of their key, the most useful first. */
export type SeenValues = ReadonlyMap<string, readonly string[]>;

const MOST = 50;

const JOINERS = [
  { name: 'and', label: words('both', '且') },
  { name: 'or', label: words('one of them', '或') },
  { name: 'not', label: words('the opposite', '非') },
] as const;

export function complete(
  text: string,
  caret: number,
  seen: SeenValues,
  language: Language,
): Completion[] {
  const token = tokensOf(text).find(({ at, length }) => at < caret && caret <= at + length);
  if (token?.type === 'test') {
    const key = keyNamed(token.key.text);
    if (caret >= token.value.at) return key === undefined ? [] : values(key, token, seen, language);
    return caret > token.key.at + token.key.length ? [] : keys(text, token.key.at, caret, language);
  }
  if (token?.type === 'word')
    return token.value.quoted ? [] : keys(text, token.at, caret, language);
  if (token !== undefined && ['and', 'or', 'not'].includes(token.type))
    return keys(text, token.at, caret, language);
  return keys(text, caret, caret, language);
}

/** How well a key answers to what was written: 0 begins with it, 1 holds it, null not at all. */
function rank(key: FilterKey, written: string, language: Language): number | null {
  if ([key.name, ...key.aliases].some((name) => name.toLowerCase().startsWith(written))) return 0;
  const texts = [key.name, ...key.aliases, key.label[language]];
  return texts.some((each) => each.toLowerCase().includes(written)) ? 1 : null;
}

function keys(text: string, from: number, to: number, language: Language): Completion[] {
  const written = text.slice(from, to).toLowerCase();
  if (written === '') {
    return [
      ...OWN_KEYS.map((key) => keyCompletion(key, from, to, language)),
      ...joiners(text, from, to, language),
    ];
  }
  const exact = keyNamed(written);
  const ranked = (wanted: number) =>
    KEYS.filter((key) => key.name !== exact?.name && rank(key, written, language) === wanted).map(
      (key) => keyCompletion(key, from, to, language),
    );
  return [
    ...(exact === undefined ? [] : operators(exact, from, to, language)),
    ...ranked(0),
    ...joiners(text, from, to, language),
    ...ranked(1),
  ].slice(0, MOST);
}

function keyCompletion(key: FilterKey, from: number, to: number, language: Language): Completion {
  const [usual = ''] = operatorsFor(key);
  const { name, label } = key;
  return { type: 'key', from, to, insert: `${name}${usual}`, label: name, detail: label[language] };
}

function operators(key: FilterKey, from: number, to: number, language: Language): Completion[] {
  const shown = (operator: string, detail: string): Completion => {
    const insert = `${key.name}${operator}`;
    return { type: 'operator', from, to, insert, label: insert, detail };
  };
  if (key.holds === 'flag') return [shown('', key.label[language])];
  return operatorsFor(key).map((operator) =>
    shown(operator, `${key.label[language]} ${operatorWords(operator, key)[language]} …`),
  );
}

function joiners(text: string, from: number, to: number, language: Language): Completion[] {
  const written = text.slice(from, to).toLowerCase();
  const first = text.slice(0, from).trim() === '';
  return JOINERS.filter(({ name }) => name.startsWith(written) && (name === 'not' || !first)).map(
    ({ name, label }) => ({
      type: 'word',
      from,
      to,
      insert: `${name} `,
      label: name,
      detail: label[language],
    }),
  );
}

function values(
  key: FilterKey,
  { value }: Extract<Token, { readonly type: 'test' }>,
  seen: SeenValues,
  language: Language,
): Completion[] {
  const written = value.text.toLowerCase();
  const begins = (name: string) => name.toLowerCase().startsWith(written);
  const choices = Object.entries(key.choices ?? {}).map(
    ([name, said]) => [name, said[language]] as const,
  );
  const known = new Set(choices.map(([name]) => name.toLowerCase()));
  const others = (seen.get(key.name) ?? [])
    .filter((each) => !known.has(each.toLowerCase()))
    .map((each) => [each, ''] as const);
  return [...choices, ...others]
    .filter(([name, said]) => `${name} ${said}`.toLowerCase().includes(written))
    .sort(([left], [right]) => Number(begins(right)) - Number(begins(left)))
    .slice(0, MOST)
    .map(([name, detail]) => ({
      type: 'value',
      from: value.at,
      to: value.at + value.length,
      insert: writtenAs(name),
      label: name,
      detail: detail === name ? '' : detail,
    }));
}

/** In quotes where the language would read it otherwise. */
export function writtenAs(text: string): string {
  const plain = /^[^\s()"]+$/.test(text) && !/(?:…|\*|\.\.\.)$/.test(text);
  return plain ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
