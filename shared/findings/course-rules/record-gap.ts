/** A hole in the record numbers of a terminal: records that the server does not have. */

import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';

export const recordGap: CourseRule = {
  code: 'record-gap',
  severity: 'warning',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('A hole in the record numbers', '流水号不连续'),
  remedy: words(
    'Ask for the missing records with SYNC of that log (POSLOG, FULLLOG, ALLOWLOG) or COLL, and see whether they come.',
    '请用对应日志（POSLOG、FULLLOG、ALLOWLOG）的 SYNC 或 COLL 请求缺失的记录，并确认其上传。',
  ),
  take: ({ exchange: { upload }, table }) => {
    if (table === null || !table.isLog || upload.records.length === 0) return [];
    // Of the first upload nobody knows what came before it.
    let highest = table.highestSent === 0 ? upload.lowest : table.highestSent;
    if (upload.isRun && upload.lowest <= highest + 1) return [];
    const { name } = table;
    const found: CourseFound[] = [];
    // Those that merely stand in another order are not missing.
    const inOrder = upload.records.toSorted((one, other) => one.recordNumber - other.recordNumber);
    for (const { recNo, recordNumber: number } of inOrder) {
      if (number > highest + 1) {
        const missing = number - highest - 1;
        const said = missing === 1 ? `${highest + 1}` : `${highest + 1}-${number - 1}`;
        found.push({
          part: 'request',
          span: recNo.span,
          gap: { table: name, from: highest + 1, to: number - 1 },
          message: words(
            missing === 1
              ? `Record ${said} of ${name} is missing before this one.`
              : `${missing} records of ${name} are missing before this one: ${said}.`,
            `此记录之前缺少 ${name} 的 ${missing} 条记录：${said}。`,
          ),
        });
      }
      if (number > highest) highest = number;
    }
    return found;
  },
};
