/** The same commands are given to a terminal again and again: the server heard no answer. */

import { isGivenAgain } from '../../session/commands.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { childOf } from '../examined.ts';

/** A second delivery is how servers are made; these are told, so that a long run is not told each time. */
const TOLD: ReadonlySet<number> = new Set([1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000]);
const WARNS_FROM = 3;

export const commandResent: CourseRule = {
  code: 'command-resent',
  severity: 'note',
  section: 'observed',
  fault: 'terminal',
  kinds: ['poll'],
  cue: 'commands',
  title: words('Commands delivered again', '命令重复下发'),
  remedy: words(
    'Look at the results between the deliveries: without one that the server could read, it repeats the whole batch at each poll.',
    '请查看两次下发之间的回复：若没有服务器能解析的回复，它会在每次轮询时重发整批命令。',
  ),
  take: ({ exchange, session, outcome }) => {
    if (outcome !== 'complete') return [];
    const commands = exchange.commands;
    const again = commands.filter((command) => {
      const life = session?.command(childOf(command, 'cmdId')?.raw ?? '');
      return life !== undefined && isGivenAgain(command, life);
    });
    const [first] = again;
    const life = session?.command(first === undefined ? '' : (childOf(first, 'cmdId')?.raw ?? ''));
    if (first === undefined || life === undefined) return [];
    const times = life.resent + 1;
    if (!TOLD.has(times)) return [];
    const since = life.first?.n ?? 0;
    return [
      {
        part: 'response',
        span: first.span,
        severity: times >= WARNS_FROM ? 'warning' : 'note',
        // Answered, and given again all the same: the server did not hear or did not keep it.
        fault: life.answer === null ? 'terminal' : 'server',
        message: words(
          `${again.length} of ${commands.length} commands ${again.length === 1 ? 'was' : 'were'} given before, first in exchange ${since}; this is repeat ${times}.`,
          `${commands.length} 条命令中有 ${again.length} 条曾经下发，首次在交换 ${since}；这是第 ${times} 次重发。`,
        ),
      },
    ];
  },
};
