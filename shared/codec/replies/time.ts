/** The reply to a question for the time: `Time=…` (vendor's document section 9). */

import { timeField } from '../../spec/reply-fields.ts';
import { readAssignments, specAmong } from './assignments.ts';
import type { ReplyReader } from './reply-body.ts';

const specOf = specAmong([timeField]);

export const readTime: ReplyReader = ({ message: { body }, reading }) => {
  const fields = readAssignments(body, 0, body.length, specOf, reading);
  const time = fields.find(({ key }) => key === timeField.key);
  if (time === undefined) return null;
  return { summary: `${reading.language === 'en' ? 'time' : '时间'} ${time.text}`, fields };
};
