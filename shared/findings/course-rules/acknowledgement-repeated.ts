/** A terminal answers the same delivery of a command twice, though the server took the first answer. */

import { stateOf } from '../../session/command-life.ts';
import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';
import { childOf, shown } from '../examined.ts';

export const acknowledgementRepeated: CourseRule = {
  code: 'acknowledgement-repeated',
  severity: 'note',
  section: '13',
  fault: 'terminal',
  kinds: ['command-result'],
  cue: 'commands',
  title: words('A command answered twice', '同一命令回复两次'),
  remedy: words(
    'See whether the command was done twice; what adds money or records would count twice.',
    '请确认命令是否执行了两次；涉及金额或记录的命令会重复计算。',
  ),
  take: ({ exchange, session }) => {
    return exchange.results.flatMap((result) => {
      const id = childOf(result, 'resultId');
      const life = id === undefined ? undefined : session?.command(id.raw);
      if (life === undefined || life.first === null || life.answer?.heard !== true) return [];
      // Delivered again it is to be answered again.
      if (stateOf(life) === 'delivered') return [];
      const name = shown(life.id);
      return [
        {
          part: 'request',
          span: id?.span ?? null,
          message: words(
            `Command ${name} was answered before, in exchange ${life.answer.n}, and the server took that answer.`,
            `命令 ${name} 已在交换 ${life.answer.n} 中回复，且服务器已接收。`,
          ),
        },
      ];
    });
  },
};
