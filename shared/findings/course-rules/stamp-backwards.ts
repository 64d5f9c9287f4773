/** The stamps of a table's uploads go back, and nobody asked for that. */

import type { Field } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';
import { stampText } from '../table-course.ts';

const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;
const TIME_LENGTH = 19;

const wallOf = (time: string): string => time.slice(0, TIME_LENGTH).replace('T', ' ');

/** Two times of one form of which the first is after the second: nearly all. */
const isUsual = (now: string, then: string): boolean =>
  now.length === TIME_LENGTH &&
  then.length === TIME_LENGTH &&
  now[4] === '-' &&
  then[4] === '-' &&
  now[10] === then[10] &&
  now > then;

/** Whether `now` lies before `then`; false where the two cannot be compared. */
function isBefore(now: string, then: string): boolean {
  if (now === then || isUsual(now, then)) return false;
  if (TIME.test(then) && TIME.test(now)) {
    return wallOf(then) > wallOf(now);
  }
  const [a, b] = [Number(then || Number.NaN), Number(now || Number.NaN)];
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && b < a;
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
  take: ({ exchange, course, table, atMs }) => {
    const before = table?.newest ?? null;
    if (table === null || before === null) return [];
    const { stamp, stampId } = exchange.upload;
    const isBack =
      isBefore(stampText(stamp), before.stamp) || isBefore(stampText(stampId), before.stampId);
    if (!isBack || course.isAsked(table, Number(stampId?.raw ?? Number.NaN), atMs)) return [];
    return [
      ...backwards(stamp, before.stamp, before.n, table.name),
      ...backwards(stampId, before.stampId, before.n, table.name),
    ];
  },
};

function backwards(
  field: Field | undefined,
  then: string,
  n: number,
  table: string,
): readonly CourseFound[] {
  const now = stampText(field);
  if (field === undefined || !isBefore(now, then)) return [];
  return [
    {
      part: 'request',
      span: field.span,
      message: words(
        `${field.wire} of ${table} goes back from ${shown(then)} (exchange ${n}) to ${shown(now)}.`,
        `${table} 的 ${field.wire} 从 ${shown(then)}（交换 ${n}）倒退到 ${shown(now)}。`,
      ),
    },
  ];
}
