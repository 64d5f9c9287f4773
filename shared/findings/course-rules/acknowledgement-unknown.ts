/** A terminal answers a command that was never given to it. */

import { isInjectedId, plainId } from '../../codec/commands/injected-id.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { childOf, shown } from '../examined.ts';

/** What was delivered before the recording began may be answered for so long. */
const BEFORE_MS = 10 * 60_000;

export const acknowledgementUnknown: CourseRule = {
  code: 'acknowledgement-unknown',
  severity: 'warning',
  section: '13',
  fault: 'terminal',
  kinds: ['command-result'],
  cue: 'commands',
  title: words('An answer to an unknown command', '回复了未知命令'),
  remedy: words(
    'See whether the terminal cuts or changes ids, or whether another server gives it commands, too.',
    '请检查终端是否截断或改写命令编号，或是否另有服务器向其下发命令。',
  ),
  take: ({ exchange, session, atMs }) => {
    const isEarly = session === undefined || atMs - session.firstAtMs < BEFORE_MS;
    const mayBeForgotten = isEarly || session.forgottenCommands > 0;
    return exchange.results.flatMap((result) => {
      const id = childOf(result, 'resultId');
      const life = id === undefined ? undefined : session?.command(id.raw);
      if (id === undefined || (life !== undefined && life.first !== null)) return [];
      if (id.raw.trim() === '' || isInjectedId(plainId(id.raw))) return [];
      if (exchange.isTorn('request', id.span)) return [];
      return [
        {
          part: 'request',
          span: id.span,
          severity: mayBeForgotten ? 'note' : 'warning',
          message: mayBeForgotten
            ? words(
                `No command ${shown(id.raw)} was seen; it may have been given before the recording began.`,
                `未见命令 ${shown(id.raw)} 下发；可能在开始记录之前下发。`,
              )
            : words(
                `The terminal answers command ${shown(id.raw)}, which was never given to it.`,
                `终端回复了命令 ${shown(id.raw)}，但该命令从未下发给它。`,
              ),
        },
      ];
    });
  },
};
