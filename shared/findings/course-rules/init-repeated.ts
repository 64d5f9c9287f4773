/** A terminal asks for its options again and again: it restarts, or does not accept the answer. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

const TIMES = 5;
const WITHIN_MS = 10 * 60_000;

export const initRepeated: CourseRule<{ times: readonly number[] }> = {
  code: 'init-repeated',
  severity: 'warning',
  section: '5',
  fault: 'terminal',
  kinds: ['init'],
  title: words('Initialised again and again', '反复初始化'),
  remedy: words(
    'See whether the terminal restarts (power, firmware), or whether the options lack what it wants.',
    '请检查终端是否反复重启（电源、固件），或参数是否缺少其所需内容。',
  ),
  begin: () => ({ times: [] }),
  take: ({ exchange, atMs }, state) => {
    const times = [...state.times, atMs].slice(-TIMES);
    state.times = times;
    const first = times[0] ?? atMs;
    if (times.length < TIMES || atMs - first > WITHIN_MS) return [];
    state.times = [];
    const path = exchange.requestHead.find(({ key }) => key === 'path');
    return [
      {
        part: 'request',
        span: path?.span ?? null,
        message: words(
          `This is initialisation ${TIMES} within ${Math.ceil((atMs - first) / 60_000)} min.`,
          `这是 ${Math.ceil((atMs - first) / 60_000)} 分钟内的第 ${TIMES} 次初始化。`,
        ),
      },
    ];
  },
};
