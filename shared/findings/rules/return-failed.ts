/** A command that the terminal could not do. */

import { words } from '../../spec/field.ts';
import { RETURN_CODES } from '../../spec/return-codes.ts';
import { childOf, shown } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

export const returnFailed: Rule = {
  code: 'return-failed',
  severity: 'warning',
  section: 'appendix 1',
  fault: 'terminal',
  kinds: ['command-result'],
  cue: 'commands',
  title: words('A command failed', '命令执行失败'),
  remedy: words(
    'Look at the command with this id: a table, an argument or a feature that this firmware lacks is the usual reason.',
    '请查看此编号的命令：通常是该固件不支持某个表、参数或功能。',
  ),
  find: (exchange) =>
    exchange.results.flatMap((result): Found[] => {
      const code = childOf(result, 'return');
      const said = code?.raw.trim() ?? '';
      if (code === undefined || !/^-\d+$/.test(said)) return [];
      if (exchange.isTorn('request', code.span)) return [];
      const id = shown(childOf(result, 'resultId')?.raw ?? '');
      const meaning = Object.hasOwn(RETURN_CODES, said) ? RETURN_CODES[said] : undefined;
      return [
        {
          part: 'request',
          span: code.span,
          message: words(
            `Command ${id} failed with ${said}${meaning === undefined ? '' : `: ${meaning.en}`}.`,
            `命令 ${id} 执行失败，返回 ${said}${meaning === undefined ? '' : `：${meaning.zh}`}。`,
          ),
        },
      ];
    }),
};
