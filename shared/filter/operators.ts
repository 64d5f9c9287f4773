/** What each operator means, in words for the explanation and for completion. */

import { words, type Words } from '../spec/field.ts';
import type { FilterKey, Holds } from './key.ts';
import type { Operator } from './tokens.ts';

const IS = words('is', '是');
const EQUALS = words('is', '等于');
const CONTAINS = words('contains', '包含');
const WITHIN = words('lies in', '在');

const COLON: Readonly<Record<Holds, Words>> = {
  text: CONTAINS,
  name: IS,
  number: EQUALS,
  money: EQUALS,
  time: WITHIN,
  choice: IS,
  mixed: IS,
  flag: IS,
};

const SIZES = {
  '>': words('is above', '大于'),
  '>=': words('is at least', '不小于'),
  '<': words('is below', '小于'),
  '<=': words('is at most', '不大于'),
} as const satisfies Partial<Record<Operator, Words>>;

const TIMES = {
  '>': words('is after', '晚于'),
  '>=': words('is not before', '不早于'),
  '<': words('is before', '早于'),
  '<=': words('is not after', '不晚于'),
} as const satisfies Partial<Record<Operator, Words>>;

export function operatorWords(operator: Operator, { holds }: FilterKey): Words {
  switch (operator) {
    case ':':
      return COLON[holds];
    case '=':
      return words('is exactly', '等于');
    case '!=':
      return words('is there and is not', '存在且不等于');
    case '~':
      return words('matches', '匹配');
    default:
      return (holds === 'time' ? TIMES : SIZES)[operator];
  }
}

export const BEGINS = words('begins with', '开头是');
export const IS_THERE = words('is there', '存在');

/** Operators that make sense for a key, the usual one first. */
export function operatorsFor(key: FilterKey): readonly Operator[] {
  if (key.holds === 'flag') return [];
  if (key.closed === true && key.order === undefined) return [':', '!='];
  if (key.order !== undefined) return ['>=', ':', '<=', '>', '<', '!='];
  if (key.holds === 'text' || key.holds === 'name') return [':', '=', '!=', '~'];
  return [':', '>', '>=', '<', '<=', '!=', '~'];
}
