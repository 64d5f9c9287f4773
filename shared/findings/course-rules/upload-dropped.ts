/** Records that the server refused and that the terminal never sent again: they are lost to the server. */

import type { Span } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import type { TableCourse } from '../table-course.ts';

/** What the server refused in one upload, and has not taken since. */
interface Refused {
  readonly n: number;
  readonly span: Span | null;
  readonly numbers: Set<number>;
}

/** Of a table: the newest refusals, and so many records of each. */
const MOST = 16;
const MOST_NUMBERS = 1_000;

export const uploadDropped: CourseRule<Map<TableCourse, readonly Refused[]>> = {
  code: 'upload-dropped',
  severity: 'error',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('Refused records that did not come again', '被拒绝的记录未再上传'),
  remedy: words(
    'Have them uploaded again, by SYNC of that log with these numbers.',
    '请用对应日志的 SYNC 按这些流水号重新上传。',
  ),
  begin: () => new Map(),
  take: ({ exchange, table, n, outcome, isTaken }, refused) => {
    if (table === null || outcome !== 'complete') return [];
    const isRefused = !isTaken && exchange.isAnswered;
    const { records, highest, lowest, stampId } = exchange.upload;
    const before = refused.get(table) ?? [];
    if (records.length === 0 || !(isTaken || isRefused)) return [];
    if (before.length === 0 && !isRefused) return [];
    for (const { numbers } of before) {
      for (const { recordNumber } of records) numbers.delete(recordNumber);
    }
    const open = before.filter(({ numbers }) => numbers.size > 0);
    if (isRefused) {
      const numbers = new Set(records.slice(0, MOST_NUMBERS).map((each) => each.recordNumber));
      refused.set(table, [...open, { n, span: stampId?.span ?? null, numbers }].slice(-MOST));
      return [];
    }
    // The terminal goes on: those below will not come again by themselves.
    const isLeft = ({ numbers }: Refused) => Math.max(...numbers) < highest;
    refused.set(table, open.filter((each) => !isLeft(each))); // prettier-ignore
    return open.filter(isLeft).map(({ n: refusedN, span, numbers }) => {
      const said = spanOf(numbers);
      return {
        n: refusedN,
        part: 'request' as const,
        span,
        message: words(
          `The server refused ${table.name} records ${said}, and the terminal went on with ${lowest} in exchange ${n}.`,
          `服务器拒绝了 ${table.name} 记录 ${said}，而终端在交换 ${n} 中从 ${lowest} 继续上传。`,
        ),
      };
    });
  },
};

function spanOf(numbers: ReadonlySet<number>): string {
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
  return from === to ? `${from}` : `${from}-${to}`;
}
