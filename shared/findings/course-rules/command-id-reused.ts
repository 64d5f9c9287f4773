/** An id that was given to another command before: the answer to one is taken for that of the other. */

import { words } from '../../spec/field.ts';
import { sameForAll, type CourseRule } from '../course-rule.ts';
import { childOf, shown } from '../examined.ts';
import { MASK } from '../../codec/read-value.ts';

/** Texts are compared up to here; secrets behind it are masked in what is remembered. */
const COMPARED = 40;

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
  begin: sameForAll({
    take: ({ exchange, session, outcome }) => {
      if (outcome !== 'complete') return [];
      return exchange.commands.flatMap((command) => {
        const id = childOf(command, 'cmdId');
        const life = id === undefined ? undefined : session?.command(id.raw);
        if (id === undefined || life === undefined || life.first === null) return [];
        const [plain = ''] = life.text.slice(0, COMPARED).split(MASK);
        if (command.raw.includes(plain)) return [];
        return [
          {
            part: 'response',
            span: id.span,
            message: words(
              `Id ${shown(id.raw)} was that of “${shown(life.text)}” before, in exchange ${life.first.n}.`,
              `编号 ${shown(id.raw)} 曾用于交换 ${life.first.n} 中的 “${shown(life.text)}”。`,
            ),
          },
        ];
      });
    },
  }),
};
