/** A terminal that says it restarts, and goes on polling without asking for its options. */

import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule } from '../course-rule.ts';
import { childOf } from '../examined.ts';
import type { Span } from '../../codec/frame.ts';

const POLLS = 10;
const NOTHING: readonly CourseFound[] = [];

interface Said {
  readonly n: number;
  readonly span: Span | null;
  readonly polls: number;
}

/** The terminal's answer that it restarts, as long as it has not. */
interface Restart {
  said: Said | null;
}

function poll(_: unknown, state: Restart): readonly CourseFound[] {
  const { said } = state;
  if (said === null) return NOTHING;
  if (said.polls + 1 < POLLS) {
    state.said = { ...said, polls: said.polls + 1 };
    return NOTHING;
  }
  const { n, span } = said;
  state.said = null;
  const message = words(
    `The terminal answered REBOOT by 0, and ${POLLS} polls later it has not asked for its options.`,
    `终端对 REBOOT 回复 0，但其后 ${POLLS} 次轮询内没有重新初始化。`,
  );
  return [{ n, part: 'request', span, message }];
}

export const restartMissing: CourseRule<Restart> = {
  code: 'restart-missing',
  severity: 'warning',
  section: '11.5',
  fault: 'terminal',
  kinds: ['poll', 'init', 'command-result'],
  title: words('A restart that did not happen', '未实际重启'),
  remedy: words(
    'Restart the terminal by hand: what waited for the restart (options, firmware) is not in effect.',
    '请手动重启终端：等待重启生效的内容（参数、固件）尚未生效。',
  ),
  begin: () => ({ said: null }),
  take: (step, state) => {
    const { exchange, session, n } = step;
    const { kind } = exchange.frame;
    if (kind === 'init') state.said = null;
    if (kind === 'poll') return poll(step, state);
    for (const result of exchange.results) {
      const life = session?.command(childOf(result, 'resultId')?.raw ?? '');
      const returned = childOf(result, 'return')?.raw.trim();
      if (life?.verb.toUpperCase() === 'REBOOT' && returned === '0') {
        state.said = { n, span: result.span, polls: 0 };
      }
    }
    return NOTHING;
  },
  takeIdle: poll,
};
