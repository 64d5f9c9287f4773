/** What the server returns in an exchange of keys or factors (vendor's document sections 7 and 8). */

import type { Field, Language } from '../frame.ts';
import { EXCHANGE_FIELDS, exchangeFieldNamed } from '../../spec/key-exchange.ts';
import { PUNCTUATION } from '../punctuation.ts';
import { readAssignments } from './assignments.ts';
import type { ReplyReader } from './reply-body.ts';

const WORDS: Readonly<Record<Language, (label: string, size: number) => string>> = {
  en: (label, size) => `${label}, ${size} characters`,
  zh: (label, size) => `${label}，${size} 个字符`,
};

export const readKeys: ReplyReader = ({ message: { body }, reading }) => {
  const fields = readAssignments(body, 0, body.length, exchangeFieldNamed, reading);
  const told = fields.flatMap((field: Field) => {
    const spec = EXCHANGE_FIELDS.find(({ key }) => key === field.key);
    if (spec === undefined) return [];
    return [WORDS[reading.language](spec.label[reading.language], field.raw.length)];
  });
  return told.length === 0
    ? null
    : { summary: told.join(PUNCTUATION[reading.language].semicolon), fields };
};
