/** The reply to initialisation: `GET OPTION FROM: serial`, then an option a line (vendor's document section 6). */

import { optionNamed } from '../../spec/options.ts';
import type { Field, Language } from '../frame.ts';
import { linesOf } from '../lines.ts';
import { decodeText } from '../read-field.ts';
import { readAssignments } from './assignments.ts';
import { bodySpan, type ReplyBody, type ReplyReader } from './reply-body.ts';

/** The print breaks the line after the colon, and once has no blank or colon. */
const HEADING = /^(GET +OPTIONS? +FROM)[ \t]*:?[ \t]*/i;

export const readOptions: ReplyReader = ({ message: { body }, reading }) => {
  const lines = linesOf(body, 0, body.length);
  const first = lines.findIndex(([from, to]) => to > from);
  const [from, to] = lines[first] ?? [0, 0];
  const line = reading.text.decode(body, from, to, 'latin1');
  const [heading, words] = HEADING.exec(line) ?? [];
  if (heading === undefined || words === undefined) return null;
  const serial = decodeText(body, from + heading.length, to, reading);
  const optionsOf: Field = {
    key: 'optionsOf',
    wire: 'GET OPTION FROM',
    raw: serial,
    value: serial.trim(),
    text: serial.trim(),
    span: bodySpan(from + heading.length, to),
  };
  const rest = lines[first + 1]?.[0] ?? body.length;
  const options = readAssignments(body, rest, body.length, optionNamed, reading);
  return { summary: summaryOf(options, reading.language), fields: [optionsOf, ...options] };
};

/** Told in the summary, where present. */
const TOLD: readonly (readonly [key: string, en: string, zh: string])[] = [
  ['delay', 'poll interval', '轮询间隔'],
  ['encrypt', 'encryption', '加密'],
  ['posLogStampId', 'consumption records from', '消费记录起自'],
];

function summaryOf(options: readonly Field[], language: Language): ReplyBody['summary'] {
  const told = TOLD.flatMap(([key, en, zh]) => {
    const option = options.find((field) => field.key === key);
    if (option === undefined || (key === 'encrypt' && option.raw !== '1')) return [];
    return [`${language === 'en' ? en : zh} ${option.text}`];
  });
  const count = language === 'en' ? `${options.length} options` : `${options.length} 项参数`;
  return [count, ...told].join(language === 'en' ? ', ' : '，');
}
