/** What the server returns in an exchange of keys or factors (vendor's document sections 7 and 8). */

import type { Field, Language } from '../frame.ts';
import { KEY_FIELDS } from '../../spec/reply-fields.ts';
import { readAssignments, specAmong } from './assignments.ts';
import type { ReplyReader } from './reply-body.ts';

const specOf = specAmong(KEY_FIELDS);

const WORDS: Readonly<Record<Language, (label: string, size: number) => string>> = {
  en: (label, size) => `${label}, ${size} characters`,
  zh: (label, size) => `${label}，${size} 个字符`,
};

export const readKeys: ReplyReader = ({ message: { body }, reading }) => {
  const fields = readAssignments(body, 0, body.length, specOf, reading);
  const told = fields.flatMap((field: Field) => {
    const spec = KEY_FIELDS.find(({ key }) => key === field.key);
    if (spec === undefined) return [];
    return [WORDS[reading.language](spec.label[reading.language], field.raw.length)];
  });
  return told.length === 0 ? null : { summary: told.join('; '), fields };
};
