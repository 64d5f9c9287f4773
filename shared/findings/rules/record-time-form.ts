/** A record's time in a form that can be read, but that real servers do not take. */

import { words } from '../../spec/field.ts';
import { tableNamed } from '../../spec/tables/index.ts';
import { shown } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

const TIMES: ReadonlySet<string> = new Set(['posTime', 'supTime', 'allowTime', 'beginTime', 'endTime']); // prettier-ignore
const TAKEN = /^\s*\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}\s*$/;

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
  find: ({ frame }) => {
    const section = tableNamed(frame.table)?.section;
    const found: Found[] = [];
    for (const { key, fields: cells = [] } of frame.request.fields) {
      if (key !== 'record') continue;
      for (const cell of cells) {
        // What cannot be read at all has a rule of its own, and most cells are numbers.
        if (typeof cell.value !== 'string' || !TIMES.has(cell.key) || TAKEN.test(cell.raw))
          continue;
        found.push({
          part: 'request',
          span: cell.span,
          ...(section === undefined ? {} : { section }),
          message: words(
            `${cell.wire} “${shown(cell.raw)}” is not of the form YYYY-MM-DD HH:MM:SS.`,
            `${cell.wire} “${shown(cell.raw)}” 不是 YYYY-MM-DD HH:MM:SS 的形式。`,
          ),
        });
      }
    }
    return found;
  },
};
