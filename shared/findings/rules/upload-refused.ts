/** An upload that the server did not take, though it answered with status 200. */

import { words } from '../../spec/field.ts';
import { shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

export const uploadRefused: Rule = {
  code: 'upload-refused',
  severity: 'error',
  section: '10.2',
  fault: 'server',
  kinds: ['upload'],
  cue: 'answer',
  title: words('The server did not take an upload', '服务器未接收上传'),
  remedy: words(
    'The terminal will send the same records again; look into the log of the server for the reason.',
    '终端会再次上传相同记录；请在服务器日志中查找原因。',
  ),
  find: (exchange) => {
    if (!exchange.isAnswered || exchange.isUnknownDevice) return [];
    const { answer } = exchange;
    if (answer === 'OK') return [];
    const said = shown(exchange.answerInWords);
    const message =
      answer === ''
        ? words('The server answered nothing instead of OK.', '服务器回复为空，而不是 OK。')
        : words(
            `The server answered “${said}” instead of OK.`,
            `服务器回复 “${said}”，而不是 OK。`,
          );
    return [{ part: 'response', span: exchange.answerSpan, message }];
  },
};
