/** An id of two commands, or one that stands twice in a reply: the answer to one is taken for that of the other. */

import type { Field } from '../../codec/frame.ts';
import type { CommandLife } from '../../session/command-life.ts';
import { isGivenAgain, plainCommandId } from '../../session/commands.ts';
import { words, type Words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { childOf, shown } from '../examined.ts';

export const commandIdReused: CourseRule = {
  code: 'command-id-reused',
  severity: 'warning',
  section: '11',
  fault: 'server',
  kinds: ['poll'],
  cue: 'commands',
  title: words('A command id used twice', '命令编号重复使用'),
  remedy: words(
    'Have the server count on: an id that comes again makes answers ambiguous.',
    '请让服务器持续递增编号：重复的编号会使回复无法区分。',
  ),
  take: ({ exchange, session, outcome }) => {
    if (outcome !== 'complete') return [];
    const ids = new Set<string>();
    return exchange.commands.flatMap((command) => {
      const id = childOf(command, 'cmdId');
      if (id === undefined) return [];
      const life = session?.command(id.raw);
      const isNew = life === undefined || life.first === null;
      const isAgain = ids.has(plainCommandId(id.raw));
      ids.add(plainCommandId(id.raw));
      const message = isNew ? isAgain && givenTwice(id.raw) : reused(command, id.raw, life);
      return message === false ? [] : [{ part: 'response' as const, span: id.span, message }];
    });
  },
};

const givenTwice = (id: string): Words =>
  words(`Id ${shown(id)} stands twice in this reply.`, `编号 ${shown(id)} 在此回复中出现两次。`);

/** False where the same command is given again. */
const reused = (command: Field, id: string, life: CommandLife): Words | false =>
  !isGivenAgain(command, life) &&
  words(
    `Id ${shown(id)} was that of “${shown(life.text)}” before, in exchange ${life.first?.n ?? 0}.`,
    `编号 ${shown(id)} 曾用于交换 ${life.first?.n ?? 0} 中的 “${shown(life.text)}”。`,
  );
