/** Reads one `key:value` into a condition, or says what is wrong with it. */

import type { Expression } from './expression.ts';
import type { FilterKey } from './key.ts';
import { KEYS, keyNamed } from './keys/index.ts';
import { literalOf, type Literal } from './literal.ts';
import { FilterError, type Mistake } from './mistakes.ts';
import { nearestOf } from './nearest.ts';
import { patternOf, PatternError, type Pattern } from './pattern/pattern.ts';
import type { Token, WrittenValue } from './tokens.ts';

type Test = Extract<Token, { readonly type: 'test' }>;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'true', '1', '是'].map((each) => [each, true] as const),
  ...['no', 'false', '0', '否'].map((each) => [each, false] as const),
]);

export function conditionOf(test: Test): Expression {
  const key = keyNamed(test.key.text);
  if (key === undefined) {
    const nearest = nearestOf(test.key.text, KEYS.flatMap(({ name, aliases }) => [name, ...aliases])); // prettier-ignore
    throw new FilterError(
      { type: 'unknown-key', name: test.key.text, nearest },
      test.key.at,
      test.key.length,
    );
  }
  const { value } = test;
  if (value.text === '' && !value.prefix && !value.quoted) {
    throw new FilterError({ type: 'no-value', key }, test.at, test.length);
  }
  closed(value);
  if (key.holds === 'flag') return flagOf(key, test);
  const { operator } = test;
  const literal = literalOf(value.text, value.prefix);
  const pattern = operator === '~' ? readPattern(value) : null;
  const mistake = pattern === null ? mistakeIn(key, test, literal) : null;
  if (mistake !== null) throw new FilterError(mistake, value.at, value.length);
  return { type: 'condition', key, operator, literal, pattern };
}

/** An open quote is a mistake wherever it stands. */
export function closed(value: WrittenValue): void {
  if (value.open) throw new FilterError({ type: 'open-quote' }, value.at, value.length);
}

function flagOf(key: FilterKey, { operator, value }: Test): Expression {
  const says = FLAGS.get(value.text.toLowerCase());
  if (says === undefined || !['=', ':', '!='].includes(operator)) {
    throw new FilterError({ type: 'not-a-flag', key }, value.at, value.length);
  }
  return { type: 'flag', key, wanted: says === (operator !== '!=') };
}

function readPattern(value: WrittenValue): Pattern {
  try {
    // A prefix mark is a sign like any other here.
    return patternOf(value.prefix ? `${value.text}.*` : value.text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const at = value.at + (value.quoted ? 1 : 0) + Math.min(error.at, value.text.length);
    const { reason } = error;
    throw new FilterError(
      { type: 'pattern', reason },
      at,
      Math.max(1, value.at + value.length - at),
    );
  }
}

function mistakeIn(key: FilterKey, { operator }: Test, literal: Literal): Mistake | null {
  const ordering = operator !== ':' && operator !== '=' && operator !== '!=';
  if (key.closed === true && !isChoice(key, literal)) {
    const nearest = nearestOf(literal.text, Object.keys(key.choices ?? {}));
    return { type: 'not-a-choice', key, value: literal.text, nearest };
  }
  if (ordering && key.order !== undefined) return null;
  if (ordering && key.closed === true) return { type: 'no-order', key };
  if (literal.prefix && !ordering) return null;
  const { number, time } = literal;
  if (key.holds === 'time' && (ordering || key.strict === true)) {
    return time === null ? { type: 'not-a-time', key } : null;
  }
  if (key.holds === 'number' || key.holds === 'money') {
    return number === null && (ordering || key.strict === true)
      ? { type: 'not-a-number', key }
      : null;
  }
  return ordering && number === null && time === null ? { type: 'no-order', key } : null;
}

function isChoice({ choices = {} }: FilterKey, { folded, prefix }: Literal): boolean {
  const names = Object.keys(choices).map((each) => each.toLowerCase());
  return names.some((name) => (prefix ? name.startsWith(folded) : name === folded));
}
