/** A filter said in words, so that a reader can check that it says what was meant. */

import type { Language } from '../codec/frame.ts';
import { words } from '../spec/field.ts';
import { assertNever } from './assert-never.ts';
import type { Condition } from './compare.ts';
import type { Expression, Filter } from './expression.ts';
import { BEGINS, IS_THERE, operatorWords } from './operators.ts';

const ALL = words('every exchange', '所有交换');
const AND = words(' and ', '，且 ');
const OR = words(' or ', '，或 ');
const NOT = words('not ', '不满足：');
const ANYWHERE = words('contains', '任意处包含');
const BEGINS_ANYWHERE = words('has a text that begins with', '任意文本开头是');

export function explain(filter: Filter, language: Language): string {
  const say = (expression: Expression): string => {
    switch (expression.type) {
      case 'all':
        return ALL[language];
      case 'and':
      case 'or': {
        const between = (expression.type === 'and' ? AND : OR)[language];
        return expression.parts.map((part) => inside(part, expression.type, say)).join(between);
      }
      case 'not':
        return `${NOT[language]}${inside(expression.part, 'not', say)}`;
      case 'word': {
        const { prefix, text } = expression.literal;
        return `${(prefix ? BEGINS_ANYWHERE : ANYWHERE)[language]} ${quoted(text)}`;
      }
      case 'flag':
        return `${expression.wanted ? '' : NOT[language]}${expression.key.label[language]}`;
      case 'condition':
        return sayCondition(expression, language);
      default:
        return assertNever(expression);
    }
  };
  return say(filter.root);
}

/** Parentheses where the reader would otherwise bind the words another way. */
function inside(
  part: Expression,
  outer: 'and' | 'or' | 'not',
  say: (part: Expression) => string,
): string {
  const joins = part.type === 'and' || part.type === 'or';
  return joins && part.type !== outer ? `(${say(part)})` : say(part);
}

const quoted = (text: string) => `“${text}”`;

function sayCondition({ key, operator, literal }: Condition, language: Language): string {
  const label = key.label[language];
  const { prefix, text } = literal;
  if (prefix && text === '' && operator === ':') return `${label} ${IS_THERE[language]}`;
  if (prefix && operator === ':') return `${label} ${BEGINS[language]} ${quoted(text)}`;
  return `${label} ${operatorWords(operator, key)[language]} ${sayValue({ key, operator, literal, pattern: null }, language)}`;
}

function sayValue({ key, operator, literal }: Condition, language: Language): string {
  if (operator === '~') return `/${literal.text}/`;
  if (key.holds === 'money' && literal.cents !== null) return (literal.cents / 100).toFixed(2);
  const choice = Object.entries(key.choices ?? {}).find(
    ([name]) => name.toLowerCase() === literal.folded,
  );
  if (choice !== undefined) {
    const [name, said] = choice;
    return name === said[language] ? name : `${name} (${said[language]})`;
  }
  if (literal.number !== null) {
    const unit = key.unit?.[language];
    return unit === undefined ? literal.text : `${literal.text} ${unit}`;
  }
  return literal.time !== null ? literal.text : quoted(literal.text);
}
