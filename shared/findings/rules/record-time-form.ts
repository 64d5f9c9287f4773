/** A record's time in a form that can be read, but that real servers do not take. */

import { words } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import { shown } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

const [DASH, BLANK, COLON] = [0x2d, 0x20, 0x3a];
const TAKEN = /^\s*\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}\s*$/;

/** Of a text that can be read as a time. */
const isTaken = (raw: string): boolean => isPlain(raw) || TAKEN.test(raw);

/** The form of nearly all of them: digits stand where no separator does, since it can be read. */
const isPlain = (raw: string): boolean =>
  raw.length === 19 &&
  raw.charCodeAt(4) === DASH &&
  raw.charCodeAt(7) === DASH &&
  raw.charCodeAt(10) === BLANK &&
  raw.charCodeAt(13) === COLON &&
  raw.charCodeAt(16) === COLON;

export const recordTimeForm: Rule = {
  code: 'record-time-form',
  severity: 'warning',
  section: '10.2',
  fault: 'document',
  kinds: ['upload'],
  title: words('A time that servers do not take', '服务器不接受的时间形式'),
  remedy: words(
    'ZKECO takes YYYY-MM-DD HH:MM:SS alone, and files the rest under errors after its OK; the document says seconds.',
    'ZKECO 只接受 YYYY-MM-DD HH:MM:SS，其余在回复 OK 后记入错误文件；文档写为秒数。',
  ),
  find: ({ frame, upload }) => {
    const section = tableNamed(frame.table)?.section;
    const found: Found[] = [];
    for (const { value, raw, wire, span } of upload.times) {
      // What cannot be read at all has a rule of its own.
      if (typeof value !== 'string' || isTaken(raw)) continue;
      found.push({
        part: 'request',
        span,
        ...(section === undefined ? {} : { section }),
        message: words(
          `${wire} “${shown(raw)}” is not of the form YYYY-MM-DD HH:MM:SS.`,
          `${wire} “${shown(raw)}” 不是 YYYY-MM-DD HH:MM:SS 的形式。`,
        ),
      });
    }
    return found;
  },
};
