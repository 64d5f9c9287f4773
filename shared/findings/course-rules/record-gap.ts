/** A hole in the record numbers of a terminal: records that the server does not have. */

import { words } from '../../spec/field.ts';
import { LOG_TABLES } from '../course.ts';
import { sameForAll, type CourseFound, type CourseRule } from '../course-rule.ts';

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
  begin: sameForAll({
    take: ({ exchange, course }) => {
      const table = course.tableOf(exchange);
      if (!LOG_TABLES.includes(table)) return [];
      let highest = course.highestSent(table);
      if (highest === 0) return [];
      const found: CourseFound[] = [];
      for (const { recNo, recordNumber: number } of exchange.upload.records) {
        if (number > highest + 1) {
          const missing = number - highest - 1;
          const said = missing === 1 ? `${highest + 1}` : `${highest + 1}-${number - 1}`;
          found.push({
            part: 'request',
            span: recNo.span,
            gap: { table, from: highest + 1, to: number - 1 },
            message: words(
              `${missing} records of ${table} are missing before this one: ${said}.`,
              `此记录之前缺少 ${table} 的 ${missing} 条记录：${said}。`,
            ),
          });
        }
        if (number > highest) highest = number;
      }
      return found;
    },
  }),
};
