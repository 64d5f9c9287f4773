/** Records that the server refused and that the terminal never sent again: they are lost to the server. */

import type { Span } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import type { TableCourse } from '../table-course.ts';

interface Refused {
  readonly n: number;
  readonly span: Span | null;
  readonly from: number;
  readonly to: number;
}

export const uploadDropped: CourseRule<Map<TableCourse, Refused>> = {
  code: 'upload-dropped',
  severity: 'error',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('Refused records that did not come again', '被拒绝的记录未再上传'),
  remedy: words(
    'Have them uploaded again, by SYNC POSLOG with these numbers.',
    '请用 SYNC POSLOG 按这些流水号重新上传。',
  ),
  begin: () => new Map(),
  take: ({ exchange, table, n, outcome, isTaken }, refused) => {
    if (table === null || outcome !== 'complete') return [];
    const isRefused = !isTaken && exchange.isAnswered;
    if (refused.size === 0 && !isRefused) return [];
    const { records, lowest: from, highest: to } = exchange.upload;
    if (records.length === 0) return [];
    const before = refused.get(table);
    if (before !== undefined && from <= before.to) refused.delete(table);
    if (isRefused) {
      if (before === undefined || from <= before.to) {
        const span = exchange.upload.stampId?.span ?? null;
        refused.set(table, { n, span, from, to });
      }
      return [];
    }
    if (before === undefined || from <= before.to) return [];
    refused.delete(table);
    const said = before.from === before.to ? `${before.from}` : `${before.from}-${before.to}`;
    return [
      {
        n: before.n,
        part: 'request',
        span: before.span,
        message: words(
          `The server refused ${table.name} records ${said}, and the terminal went on with ${from} in exchange ${n}.`,
          `服务器拒绝了 ${table.name} 记录 ${said}，而终端在交换 ${n} 中从 ${from} 继续上传。`,
        ),
      },
    ];
  },
};
