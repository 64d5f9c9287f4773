/** More commands in one reply than real servers give at once. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

/** Observed device settings of ZKECO. */
const MOST_COMMANDS = 20;
const MOST_BYTES = 40 * 1024;

export const batchTooLarge: Rule = {
  code: 'batch-too-large',
  severity: 'warning',
  section: 'observed',
  fault: 'server',
  kinds: ['poll'],
  cue: 'commands',
  title: words('A batch larger than servers send', '命令批次过大'),
  remedy: words(
    'Real servers stop at 20 commands or 40 KB; terminals were tried with no more.',
    '真实服务器每次最多 20 条命令或 40 KB；更大的批次未经终端验证。',
  ),
  find: (exchange) => {
    const count = exchange.commands.length;
    const bytes = exchange.raw.response?.body.length ?? 0;
    if (count === 0 || (count <= MOST_COMMANDS && bytes <= MOST_BYTES)) return [];
    const span = exchange.commands[MOST_COMMANDS]?.span ?? exchange.answerSpan;
    const message = words(`The reply holds ${count} commands, ${bytes} bytes.`, `应答含 ${count} 条命令，共 ${bytes} 字节。`); // prettier-ignore
    return [{ part: 'response', span, message }];
  },
};
