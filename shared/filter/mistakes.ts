/** What can be wrong with a filter, in a sentence that says the next step. */

import type { Language } from '../codec/frame.ts';
import type { Words } from '../spec/field.ts';
import type { FilterKey } from './key.ts';
import type { PatternError } from './pattern/syntax.ts';

export type Mistake =
  | {
      readonly type: 'no-value' | 'no-order' | 'not-a-number' | 'not-a-time' | 'not-a-flag';
      readonly key: FilterKey;
    }
  | {
      readonly type: 'not-a-choice';
      readonly key: FilterKey;
      readonly value: string;
      readonly nearest: string | null;
    }
  | { readonly type: 'unknown-key'; readonly name: string; readonly nearest: string | null }
  | { readonly type: 'pattern'; readonly reason: PatternError['reason'] }
  | {
      readonly type:
        | 'open-quote'
        | 'open-parenthesis'
        | 'stray-parenthesis'
        | 'empty-parentheses'
        | 'too-long'
        | 'too-deep';
    }
  | {
      readonly type: 'missing-term';
      readonly after: string | null;
      readonly before: string | null;
    };

const PATTERN: Readonly<Record<PatternError['reason'], Words>> = {
  unclosed: { en: 'a bracket or parenthesis is not closed; close it, or write \\ before it', zh: '括号没有闭合；请闭合，或在前面写 \\' },
  'nothing-to-repeat': { en: 'there is nothing before it to repeat; write \\ before it to mean the sign itself', zh: '前面没有可重复的内容；若指符号本身，请在前面写 \\' },
  unsupported: { en: 'look-around and back-references are not in the language; write it without', zh: '不支持环视和反向引用；请换一种写法' },
  'bad-range': { en: 'the range runs backwards; write the smaller end first', zh: '范围颠倒；请把较小的一端写在前面' },
  'too-large': { en: 'the pattern is too large; shorten it, or repeat fewer times', zh: '表达式过大；请缩短或减少重复次数' },
}; // prettier-ignore

const choicesIn = ({ choices = {} }: FilterKey) => Object.keys(choices).join(', ');

const SENTENCES: {
  readonly [Type in Mistake['type']]: (mistake: Mistake & { readonly type: Type }) => Words;
} = {
  'no-value': ({ key }) => ({
    en: `“${key.name}” has no value; write one, such as ${key.name}:${key.example}.`,
    zh: `“${key.name}” 后面没有值；请补上，例如 ${key.name}:${key.example}。`,
  }),
  'no-order': ({ key }) => ({
    en: `Only a number or a time can be larger or smaller; write one, or use ${key.name}:… instead.`,
    zh: `只有数字或时间能比较大小；请写数字或时间，或改用 ${key.name}:…。`,
  }),
  'not-a-number': ({ key }) => ({
    en: `“${key.name}” is a number; write one, such as ${key.name}:${key.example}.`,
    zh: `“${key.name}” 是数字；请写数字，例如 ${key.name}:${key.example}。`,
  }),
  'not-a-time': ({ key }) => ({
    en: `“${key.name}” is a time; write a day or a moment, such as ${key.name}>2018-11-02 or ${key.name}>2018-11-02T12:00.`,
    zh: `“${key.name}” 是时间；请写日期或时刻，例如 ${key.name}>2018-11-02 或 ${key.name}>2018-11-02T12:00。`,
  }),
  'not-a-flag': ({ key }) => ({
    en: `“${key.name}” stands alone; write ${key.name}, or -${key.name} for the opposite.`,
    zh: `“${key.name}” 单独使用；请写 ${key.name}，相反写 -${key.name}。`,
  }),
  'not-a-choice': ({ key, value, nearest }) => ({
    en: `“${value}” is no ${key.label.en}; ${nearest === null ? 'write' : `did you mean ${key.name}:${nearest}? There are`} ${choicesIn(key)}.`,
    zh: `${key.label.zh}没有 “${value}”；${nearest === null ? '' : `是否指 ${key.name}:${nearest}？`}可用：${choicesIn(key)}。`,
  }),
  'unknown-key': ({ name, nearest }) => ({
    en: `There is no key “${name}”; ${nearest === null ? '' : `did you mean ${nearest}? `}${nearest === null ? 'for' : 'For'} a field that the protocol does not define write field.${name}, for plain text put it in quotes.`,
    zh: `没有 “${name}” 这个键；${nearest === null ? '' : `是否指 ${nearest}？`}协议未定义的字段请写 field.${name}，普通文字请加引号。`,
  }),
  pattern: ({ reason }) => ({
    en: `This pattern cannot be read: ${PATTERN[reason].en}.`,
    zh: `无法识别此表达式：${PATTERN[reason].zh}。`,
  }),
  'open-quote': () => ({
    en: 'The quote is not closed; write " at its end.',
    zh: '引号没有闭合；请在末尾写 "。',
  }),
  'open-parenthesis': () => ({
    en: 'The parenthesis is not closed; write ) at its end.',
    zh: '括号没有闭合；请在末尾写 )。',
  }),
  'stray-parenthesis': () => ({
    en: 'Nothing was opened that this could close; remove it, or put it in quotes.',
    zh: '没有与之对应的左括号；请删除，或加引号。',
  }),
  'empty-parentheses': () => ({
    en: 'There is nothing between the parentheses; write a condition, or remove them.',
    zh: '括号内没有内容；请写条件，或删除括号。',
  }),
  'too-long': () => ({
    en: 'The filter is too long; shorten it to 2000 characters.',
    zh: '筛选条件过长；请缩短到 2000 个字符以内。',
  }),
  'too-deep': () => ({
    en: 'Too many parentheses or nots stand inside one another; write it flatter.',
    zh: '括号或 not 嵌套过深；请简化。',
  }),
  'missing-term': ({ after, before }) => ({
    en: `A condition is missing ${after === null ? `before “${before ?? ''}”` : `after “${after}”`}; write one there, or put the word in quotes.`,
    zh: `${after === null ? `“${before ?? ''}” 前` : `“${after}” 后`}缺少条件；请补上，或给该词加引号。`,
  }),
};

export function sentenceOf(mistake: Mistake, language: Language): string {
  const sentence = SENTENCES[mistake.type] as (mistake: Mistake) => Words;
  return sentence(mistake)[language];
}

/** Thrown inside the reader, caught by parseFilter. */
export class FilterError extends Error {
  readonly mistake: Mistake;
  readonly at: number;
  readonly length: number;
  constructor(mistake: Mistake, at: number, length: number) {
    super(mistake.type);
    this.mistake = mistake;
    this.at = at;
    this.length = length;
  }
}
