/** Records that the server refused and that the terminal never sent again: they are lost to the server. */

import type { Span } from '../../codec/frame.ts';
import { isOk } from '../../session/seen.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

interface Refused {
  readonly n: number;
  readonly span: Span | null;
  readonly from: number;
  readonly to: number;
}

const MOST_TABLES = 16;

export const uploadDropped: CourseRule = {
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
  begin: () => {
    const refused = new Map<string, Refused>();
    return {
      take: ({ exchange, course, n, outcome }) => {
        const table = course.tableOf(exchange);
        if (table === '' || outcome !== 'complete') return [];
        const { records, lowest: from, highest: to } = exchange.upload;
        if (records.length === 0) return [];
        const before = refused.get(table);
        const isRefused = exchange.isAnswered && !isOk({ frame: exchange.frame, outcome });
        if (before !== undefined && from <= before.to) refused.delete(table);
        if (isRefused) {
          if (before === undefined && refused.size >= MOST_TABLES) return [];
          if (before === undefined || from <= before.to) {
            const span = exchange.requestField('stampId')?.span ?? null;
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
              `The server refused ${table} records ${said}, and the terminal went on with ${from} in exchange ${n}.`,
              `服务器拒绝了 ${table} 记录 ${said}，而终端在交换 ${n} 中从 ${from} 继续上传。`,
            ),
          },
        ];
      },
    };
  },
};
