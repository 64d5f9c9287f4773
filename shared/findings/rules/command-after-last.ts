/** Commands after one that must be the last: the terminal restarts, and they are lost. */

import type { Field } from '../../codec/frame.ts';
import { commandNamed, endsBatch } from '../../spec/commands/index.ts';
import { words } from '../../spec/field.ts';
import { childOf, shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

/** After these the document promises that nothing is obeyed; after the others real servers end the batch. */
const RESTARTS: ReadonlySet<string> = new Set(['REBOOT', 'RESTART']);

function lastOne(command: Field): { readonly name: string; readonly restarts: boolean } | null {
  const verb = childOf(command, 'verb')?.raw.trim() ?? '';
  const table = childOf(command, 'table')?.raw.trim() ?? '';
  if (!endsBatch(verb, table)) return null;
  const restarts = RESTARTS.has(commandNamed(verb)?.verb ?? '');
  return { name: `${verb} ${table}`.trim(), restarts };
}

export const commandAfterLast: Rule = {
  code: 'command-after-last',
  severity: 'warning',
  section: '11.5',
  fault: 'server',
  kinds: ['poll', 'other'],
  cue: 'commands',
  title: words('A command after one that must be last', '末尾命令之后还有命令'),
  remedy: words(
    'Send it with the next poll: what follows may never be done.',
    '请在下一次轮询时下发：其后的命令可能不会执行。',
  ),
  find: (exchange) => {
    const commands = exchange.commands;
    const at = commands.findIndex((command) => lastOne(command) !== null);
    const last = at === -1 ? null : lastOne(commands[at] as Field);
    const count = commands.length - at - 1;
    if (last === null || count === 0) return [];
    const name = shown(last.name);
    return [
      {
        part: 'response',
        span: commands[at + 1]?.span ?? null,
        severity: last.restarts ? 'warning' : 'note',
        section: last.restarts ? '11.5' : 'observed',
        message: last.restarts
          ? words(`After ${name} come ${count} more; terminals pass over them.`, `${name} 之后还有 ${count} 条命令；终端会忽略它们。`) // prettier-ignore
          : words(`After ${name} come ${count} more; real servers end the batch there.`, `${name} 之后还有 ${count} 条命令；真实服务器会在此结束批次。`), // prettier-ignore
      },
    ];
  },
};
