/** A Date that is not in the one form that terminals are told to read. */

import { words } from '../../spec/field.ts';
import { shown, type Examined } from '../examined.ts';
import type { Rule } from '../rule.ts';

const DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The one that was right last: replies of one second have one Date. */
let right = '';

function isGmt({ dateMs }: Examined, date: string): boolean {
  if (date === right) return true;
  if (!DATE.test(date) || Number.isNaN(dateMs)) return false;
  right = date;
  return true;
}

export const dateNotGmt: Rule = {
  code: 'date-not-gmt',
  severity: 'error',
  section: '11',
  fault: 'server',
  title: words('A Date that is not GMT', 'Date 不是 GMT 格式'),
  remedy: words(
    'Have the server write it as in “Fri, 03 Jul 2015 06:53:01 GMT”; terminals would set their clock wrong.',
    '请让服务器写成 “Fri, 03 Jul 2015 06:53:01 GMT” 的形式，否则终端会校错时间。',
  ),
  find: (exchange) => {
    const { date } = exchange.responseHeaders;
    if (date === undefined || exchange.isOurs || isGmt(exchange, date.raw)) return [];
    return [
      {
        part: 'response',
        span: date.span,
        message: words(
          `Date “${shown(date.raw)}” is not a GMT date.`,
          `Date “${shown(date.raw)}” 不是 GMT 时间格式。`,
        ),
      },
    ];
  },
};
