/** A command that the document does not have: terminals answer that they cannot do it. */

import { commandNamed } from '../../spec/commands/index.ts';
import { words } from '../../spec/field.ts';
import { childOf, shown } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

export const unknownCommand: Rule = {
  code: 'unknown-command',
  severity: 'note',
  section: '11',
  fault: 'server',
  kinds: ['poll', 'other'],
  cue: 'commands',
  title: words('An unknown command', '未知命令'),
  remedy: words(
    'See what the terminal returns; servers for other kinds of devices know commands that these do not.',
    '请查看终端的返回值；其他类型设备的服务器会下发本类设备不支持的命令。',
  ),
  find: (exchange) =>
    exchange.commands.flatMap((command): Found[] => {
      const verb = childOf(command, 'verb');
      if (verb === undefined || verb.raw.trim() === '' || commandNamed(verb.raw.trim())) return [];
      return [
        {
          part: 'response',
          span: verb.span,
          message: words(`The document has no command “${shown(verb.raw)}”.`, `文档中没有命令 “${shown(verb.raw)}”。`), // prettier-ignore
        },
      ];
    }),
};
