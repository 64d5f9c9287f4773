/** The server tells a terminal another time zone than before: its clock jumps by hours. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

export const timeZoneChanged: CourseRule = {
  code: 'time-zone-changed',
  severity: 'warning',
  section: 'observed',
  fault: 'server',
  kinds: ['init'],
  title: words('Another time zone than before', '时区发生变化'),
  remedy: words(
    'Set the time zone in the server right; records made meanwhile are off by hours.',
    '请更正服务器的时区设置；期间产生的记录时间会相差数小时。',
  ),
  take: ({ exchange, session }) => {
    const zone = exchange.responseField('timeZone');
    const before = session?.timeZone ?? null;
    const now = Number.parseFloat(zone?.raw ?? '');
    if (zone === undefined || before === null || Number.isNaN(now) || now === before) return [];
    return [
      {
        part: 'response',
        span: zone.span,
        message: words(
          `TimeZone was ${before} and is ${now} now.`,
          `TimeZone 原为 ${before}，现为 ${now}。`,
        ),
      },
    ];
  },
};
