/** A command that a terminal took and never answered: it went on polling. */

import type { Span } from '../../codec/frame.ts';
import { plainCommandId } from '../../session/commands.ts';
import { words } from '../../spec/field.ts';
import type { CourseFound, CourseRule, IdleStep } from '../course-rule.ts';
import { childOf, shown } from '../examined.ts';

/** A terminal works its commands off before it polls again; so many polls later nothing will come. */
const POLLS = 10;
const MOST_WAITING = 200;
const NOTHING: readonly CourseFound[] = [];
/** These may begin before they are answered. */
const RESTARTS: ReadonlySet<string> = new Set(['REBOOT', 'RESTART']);

interface Waiting {
  readonly n: number;
  readonly span: Span | null;
  readonly verb: string;
  polls: number;
}

function poll(
  { session }: Pick<IdleStep, 'session'>,
  waiting: Map<string, Waiting>,
): readonly CourseFound[] {
  if (waiting.size === 0) return NOTHING;
  const found: CourseFound[] = [];
  for (const [id, each] of waiting) {
    if (++each.polls < POLLS) continue;
    waiting.delete(id);
    const text = shown(session?.command(id)?.text ?? each.verb);
    found.push({
      n: each.n,
      part: 'response',
      span: each.span,
      message: words(
        `Command ${shown(id)} (${text}) had no answer ${POLLS} polls later.`,
        `命令 ${shown(id)}（${text}）在其后 ${POLLS} 次轮询内没有回复。`,
      ),
    });
  }
  return found;
}

export const commandUnanswered: CourseRule<Map<string, Waiting>> = {
  code: 'command-unanswered',
  severity: 'warning',
  section: '13',
  fault: 'terminal',
  kinds: ['poll', 'init', 'command-result'],
  title: words('A command without an answer', '命令未得到回复'),
  remedy: words(
    'Send it again, and look at the terminal for whether it was done: some firmware takes commands and never answers.',
    '请重新下发，并在终端上确认是否已执行：部分固件接收命令后从不回复。',
  ),
  begin: () => new Map(),
  take: (step, waiting) => {
    const { exchange, n, outcome } = step;
    const { kind } = exchange.frame;
    if (kind === 'command-result') {
      for (const result of exchange.results) {
        waiting.delete(plainCommandId(childOf(result, 'resultId')?.raw ?? ''));
      }
    }
    if (kind === 'init') {
      for (const [id, { verb }] of waiting) if (RESTARTS.has(verb)) waiting.delete(id);
    }
    if (kind !== 'poll') return [];
    const found = poll(step, waiting);
    // Half a reply is obeyed by nobody we can know of.
    if (outcome !== 'complete') return found;
    for (const command of exchange.commands) {
      const id = plainCommandId(childOf(command, 'cmdId')?.raw ?? '');
      const verb = String(childOf(command, 'verb')?.value ?? '').toUpperCase();
      if (id === '' || (waiting.size >= MOST_WAITING && !waiting.has(id))) continue;
      const known = waiting.get(id);
      waiting.set(id, { n: known?.n ?? n, span: known?.span ?? command.span, verb, polls: 0 });
    }
    return found;
  },
  takeIdle: poll,
};
