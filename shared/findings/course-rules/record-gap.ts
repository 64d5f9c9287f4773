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
    'Ask for the missing records with SYNC POSLOG (or COLL), and see whether they come.',
    '请用 SYNC POSLOG（或 COLL）请求缺失的记录，并确认其上传。',
  ),
  take: ({ exchange: { upload }, table }) => {
    if (table === null || !table.isLog || table.highestSent === 0) return [];
    if (upload.isRun && upload.lowest <= table.highestSent + 1) return [];
    let highest = table.highestSent;
    const { name } = table;
    const found: CourseFound[] = [];
    for (const { recNo, recordNumber: number } of upload.records) {
      if (number > highest + 1) {
        const missing = number - highest - 1;
        const said = missing === 1 ? `${highest + 1}` : `${highest + 1}-${number - 1}`;
        found.push({
          part: 'request',
          span: recNo.span,
          gap: { table: name, from: highest + 1, to: number - 1 },
          message: words(
            `${missing} records of ${name} are missing before this one: ${said}.`,
            `此记录之前缺少 ${name} 的 ${missing} 条记录：${said}。`,
          ),
        });
      }
      if (number > highest) highest = number;
    }
    return found;
  },
};
