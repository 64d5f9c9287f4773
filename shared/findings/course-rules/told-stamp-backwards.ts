/** The server tells a terminal less than it has taken of it, or told before: it will get it all again. */

import { words } from '../../spec/field.ts';
import { LOGS } from '../../spec/logs.ts';
import { toldStamp } from '../course.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';

export const toldStampBackwards: CourseRule = {
  code: 'told-stamp-backwards',
  severity: 'warning',
  section: '6',
  fault: 'server',
  kinds: ['init'],
  title: words('The server forgot what it took', '服务器丢失已接收的进度'),
  remedy: words(
    'See whether the database of the server was restored; the terminal uploads these records again.',
    '请检查服务器数据库是否被恢复；终端会重新上传这些记录。',
  ),
  take: ({ exchange, course }) => {
    if (!exchange.isAnswered) return [];
    return LOGS.flatMap(({ table }): CourseFound[] => {
      const highest = course.highestTaken(table);
      const before = course.toldLast(table);
      const told = highest === 0 && before === 0 ? null : toldStamp(exchange, table);
      if (told === null || (told.value >= highest && told.value >= before)) return [];
      const { field, value } = told;
      return [
        {
          part: 'response',
          span: field.span,
          message:
            value < highest
              ? words(
                  `${field.wire} tells ${value}, but the server took ${table} records up to ${highest}.`,
                  `${field.wire} 为 ${value}，但服务器已接收 ${table} 记录至 ${highest}。`,
                )
              : words(
                  `${field.wire} tells ${value}, but told ${before} before, and no ${table} records were taken in between.`,
                  `${field.wire} 为 ${value}，但此前为 ${before}，其间未接收 ${table} 记录。`,
                ),
        },
      ];
    });
  },
};
