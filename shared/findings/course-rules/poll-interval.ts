/** A terminal polls much more often than its options tell it, or much less often. */

import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule, IdleStep } from '../course-rule.ts';

/** So many times as long as told, or as short; pauses for uploads and slow networks are not meant. */
const FACTOR = 3;
/** Polls in a row that agree. */
const POLLS = 16;
const NOTHING: readonly CourseFound[] = [];
/** Delays below are too short to be kept to. */
const SHORTEST_MS = 3_000;

type Verdict = 'often' | 'seldom' | 'right';

interface Interval {
  verdict: Verdict;
  /** Since it was judged last. */
  polls: number;
}

function poll({ session }: Pick<IdleStep, 'session'>, state: Interval): readonly CourseFound[] {
  if (++state.polls < POLLS) return NOTHING;
  const told = session?.toldDelayMs ?? null;
  if (session === undefined || told === null || told < SHORTEST_MS) return NOTHING;
  state.polls = 0;
  const { intervalMs } = session.polls;
  if (intervalMs === null) return [];
  const now = intervalMs > told * FACTOR ? 'seldom' : intervalMs < told / FACTOR ? 'often' : 'right'; // prettier-ignore
  const was = state.verdict;
  state.verdict = now;
  if (now === was || now === 'right') return [];
  const [said, wanted] = [intervalMs, told].map((ms) => (ms / 1000).toFixed(1));
  return [
    {
      part: 'request',
      span: null,
      severity: now === 'seldom' ? 'warning' : 'note',
      message: words(
        `The terminal polls every ${said} s; the server told it ${wanted} s.`,
        `终端每 ${said} 秒轮询一次；服务器下发的间隔为 ${wanted} 秒。`,
      ),
    },
  ];
}

export const pollInterval: CourseRule<Interval> = {
  code: 'poll-interval',
  severity: 'note',
  section: '6',
  fault: 'terminal',
  kinds: ['poll'],
  title: words('A poll interval off its Delay', '轮询间隔与 Delay 不符'),
  remedy: words(
    'See whether the terminal took its options (CHECK OPTION makes it ask again) and whether its network is steady.',
    '请检查终端是否采用了参数（CHECK OPTION 可令其重新获取），以及网络是否稳定。',
  ),
  begin: () => ({ verdict: 'right', polls: 0 }),
  take: poll,
  takeIdle: poll,
};
