/** An initialisation that brings no options: the terminal may stop there until it is switched off and on. */

import { words } from '../../spec/field.ts';
import { shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

const FIRST_LINE = /^GET OPTION FROM\s*:?\s*([^\r\n]*)/i;

export const optionsMissing: Rule = {
  code: 'options-missing',
  severity: 'error',
  section: '6',
  fault: 'server',
  kinds: ['init'],
  title: words('No options, or those of another terminal', '没有参数，或是其他终端的参数'),
  remedy: words(
    'See that the server registered this serial; then switch the terminal off and on.',
    '请确认服务器已登记此序列号，然后重启终端。',
  ),
  find: (exchange) => {
    const { frame, answer, answerSpan: span } = exchange;
    if (!exchange.isAnswered || exchange.isUnknownDevice) return [];
    const serial = FIRST_LINE.exec(answer)?.[1]?.trim();
    if (serial === undefined) {
      const message = words('The reply brings no options.', '应答中没有配置参数。');
      return [{ part: 'response', span, message }];
    }
    if (serial === frame.sn || serial === '') return [];
    const field = exchange.responseField('optionsOf');
    const said = shown(field?.raw ?? serial);
    const message = words(
      `The options are for ${said}, not for ${shown(frame.sn)}.`,
      `参数属于 ${said}，而不是 ${shown(frame.sn)}。`,
    );
    return [{ part: 'response', span: field?.span ?? span, message }];
  },
};
