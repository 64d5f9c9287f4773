/** The stamps of a table's uploads go back, and nobody asked for that. */

import type { Field } from '../../codec/frame.ts';
import { isOk } from '../../session/seen.ts';
import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';

const MOST_TABLES = 16;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;
const TIME_LENGTH = 19;

/** Whether `now` lies before `then`; false where the two cannot be compared. */
function isBefore(now: string, then: string): boolean {
  if (now === then) return false;
  if (TIME.test(then) && TIME.test(now)) {
    const [a, b] = [then.slice(0, TIME_LENGTH), now.slice(0, TIME_LENGTH)];
    return a.replace('T', ' ') > b.replace('T', ' ');
  }
  const [a, b] = [Number(then || Number.NaN), Number(now || Number.NaN)];
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && b < a;
}

interface Sent {
  readonly stamp: string;
  readonly stampId: string;
  readonly n: number;
}

export const stampBackwards: CourseRule = {
  code: 'stamp-backwards',
  severity: 'warning',
  section: '10.2',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('A stamp that goes back', '时间戳倒退'),
  remedy: words(
    'See whether the clock of the terminal was set back or its memory was lost; compare its record numbers with the server.',
    '请检查终端时钟是否被调回、或存储是否丢失，并将流水号与服务器核对。',
  ),
  begin: () => {
    const last = new Map<string, Sent>();
    return {
      take: ({ exchange, course, n, atMs, outcome }) => {
        const table = course.tableOf(exchange);
        if (table === '') return [];
        const stamp = exchange.requestField('stamp');
        const stampId = exchange.requestField('stampId');
        const before = last.get(table);
        const isTaken = isOk({ frame: exchange.frame, outcome });
        if (isTaken && (before !== undefined || last.size < MOST_TABLES)) {
          last.set(table, { stamp: text(stamp), stampId: text(stampId), n });
        }
        const isBack =
          before !== undefined &&
          (isBefore(text(stamp), before.stamp) || isBefore(text(stampId), before.stampId));
        if (!isBack || course.isAsked(table, Number(stampId?.raw ?? Number.NaN), atMs)) return [];
        return [
          ...backwards(stamp, before.stamp, before.n, table),
          ...backwards(stampId, before.stampId, before.n, table),
        ];
      },
    };
  },
};

function backwards(
  field: Field | undefined,
  then: string,
  n: number,
  table: string,
): readonly CourseFound[] {
  if (field === undefined || !isBefore(text(field), then)) return [];
  return [
    {
      part: 'request',
      span: field.span,
      message: words(
        `${field.wire} of ${table} goes back from ${shown(then)} (exchange ${n}) to ${shown(field.raw)}.`,
        `${table} 的 ${field.wire} 从 ${shown(then)}（交换 ${n}）倒退到 ${shown(field.raw)}。`,
      ),
    },
  ];
}

const text = (field: Field | undefined): string => String(field?.value ?? field?.raw ?? '');
