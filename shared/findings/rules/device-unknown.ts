/** The server does not know this terminal, or has it paused. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

export const deviceUnknown: Rule = {
  code: 'device-unknown',
  severity: 'error',
  section: 'observed',
  fault: 'server',
  cue: 'answer',
  title: words('The server does not know the terminal', '服务器不认识该终端'),
  remedy: words(
    'Add this serial number in the server, or resume the terminal there.',
    '请在服务器中添加此序列号，或恢复该设备。',
  ),
  find: (exchange) =>
    exchange.isUnknownDevice
      ? [
          {
            part: 'response',
            span: exchange.answerSpan,
            message: words(
              `The server does not know ${exchange.frame.sn || 'this terminal'}, or has it paused.`,
              `服务器不认识${exchange.frame.sn === '' ? '此终端' : ` ${exchange.frame.sn}`}，或已将其暂停。`,
            ),
          },
        ]
      : [],
};
