/** A record made later than the server's clock says it is now: the terminal's clock runs ahead. */

import type { Field } from '../../codec/frame.ts';
import { wallMs } from '../../session/clock.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { shown } from '../examined.ts';

const MOST_AHEAD_MS = 120_000;
const MORE_MS = 120_000;
const HOUR_MS = 3_600_000;

export const terminalClock: CourseRule<{ toldMs: number }> = {
  code: 'terminal-clock',
  severity: 'warning',
  section: '9',
  fault: 'terminal',
  kinds: ['upload'],
  title: words('The clock of the terminal runs ahead', '终端时钟偏快'),
  remedy: words(
    'See whether TimeZone of the options is right and SyncTime is above 0; then restart the terminal.',
    '请检查参数中的 TimeZone 是否正确、SyncTime 是否大于 0，然后重启终端。',
  ),
  begin: () => ({ toldMs: 0 }),
  take: ({ exchange, session, atMs }, state) => {
    const zone = session?.timeZone ?? null;
    if (zone === null) return [];
    let latest: Field | undefined;
    let latestMs = -Infinity;
    for (const { time } of exchange.upload.records) {
      const ms = time === undefined ? -Infinity : wallMs(time.value);
      if (ms > latestMs) [latest, latestMs] = [time, ms];
    }
    const serverMs = Number.isNaN(exchange.dateMs) ? atMs : exchange.dateMs;
    const aheadMs = latestMs - (serverMs + zone * HOUR_MS);
    if (latest === undefined || !(aheadMs > MOST_AHEAD_MS)) {
      state.toldMs = 0;
      return [];
    }
    if (state.toldMs !== 0 && Math.abs(aheadMs - state.toldMs) <= MORE_MS) return [];
    state.toldMs = aheadMs;
    const minutes = Math.round(aheadMs / 60_000);
    return [
      {
        part: 'request',
        span: latest.span,
        message: words(
          `A record of ${shown(latest.raw)} lies ${minutes} min ahead of the server's clock.`,
          `记录时间 ${shown(latest.raw)} 比服务器时钟快 ${minutes} 分钟。`,
        ),
      },
    ];
  },
};
