/** The server's Date is off the clock of the machine that records: terminals set their clock by it. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { durationWords } from '../duration.ts';

const MOST_OFF_MS = 60_000;
/** Told again when it went so much further. */
const MORE_MS = 60_000;

/** Date has whole seconds. */
const offOf = (serverMs: number, atMs: number): number => serverMs - Math.floor(atMs / 1000) * 1000;

export const serverClock: CourseRule<{ toldMs: number }> = {
  code: 'server-clock',
  severity: 'warning',
  section: '11',
  fault: 'server',
  title: words('The clock of the server is off', '服务器时钟不准'),
  remedy: words(
    'Set the clocks of the server and of this machine by the same source; terminals follow the Date of the server.',
    '请让服务器与本机使用同一时间源；终端按服务器的 Date 校时。',
  ),
  begin: () => ({ toldMs: 0 }),
  take: ({ exchange, atMs }, state) => {
    const date = exchange.isOurs ? undefined : exchange.responseHeaders.date;
    // A date of another form has a rule of its own: nobody knows which zone it means.
    const serverMs = date?.raw.endsWith(' GMT') === true ? exchange.dateMs : Number.NaN;
    if (Number.isNaN(serverMs)) return [];
    const offMs = offOf(serverMs, atMs);
    if (Math.abs(offMs) <= MOST_OFF_MS) {
      state.toldMs = 0;
      return [];
    }
    if (state.toldMs !== 0 && Math.abs(offMs - state.toldMs) <= MORE_MS) return [];
    state.toldMs = offMs;
    const off = durationWords(Math.abs(offMs));
    return [
      {
        part: 'response',
        span: date?.span ?? null,
        message: words(
          `The Date of the server is ${off.en} ${offMs > 0 ? 'ahead of' : 'behind'} the clock of this machine.`,
          `服务器的 Date 比本机时钟${offMs > 0 ? '快' : '慢'} ${off.zh}。`,
        ),
      },
    ];
  },
  wantsIdle: ({ dateMs, atMs }, { toldMs }) => {
    if (dateMs === null) return false;
    const offMs = offOf(dateMs, atMs);
    const isOff = Math.abs(offMs) > MOST_OFF_MS;
    return toldMs === 0 ? isOff : !isOff || Math.abs(offMs - toldMs) > MORE_MS;
  },
};
