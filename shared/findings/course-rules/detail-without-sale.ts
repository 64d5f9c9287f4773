/** Details of a sale that the server does not have yet: it files them under errors, and says OK. */

import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';

const DETAILS: ReadonlySet<string> = new Set(['STOREDETAIL', 'KEYDETAIL', 'TIMEDETAIL']);

export const detailWithoutSale: CourseRule = {
  code: 'detail-without-sale',
  severity: 'warning',
  section: 'observed',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('Details before their sale', '明细先于消费记录'),
  remedy: words(
    'Look into the error file of the server for these details; sales must come first.',
    '请在服务器错误文件中查找这些明细；消费记录应先上传。',
  ),
  take: ({ exchange, course, table }) => {
    if (table === null || !DETAILS.has(table.name)) return [];
    const highest = course.highestTaken('BUYLOG');
    // Without any sale nothing is known of which came before the recording began.
    if (highest === 0) return [];
    const found = new Map<number, CourseFound>();
    for (const { recNo, recordNumber: number } of exchange.upload.records) {
      if (number <= highest || found.has(number)) continue;
      found.set(number, {
        part: 'request',
        span: recNo.span,
        message: words(
          `Sale ${shown(recNo.raw)} has not come yet; the newest is ${highest}.`,
          `消费记录 ${shown(recNo.raw)} 尚未上传；最新为 ${highest}。`,
        ),
      });
    }
    return [...found.values()];
  },
};
