/** A message with a body that does not say how long it is. */

import { words } from '../../spec/field.ts';
import type { Found, Rule } from '../rule.ts';

export const lengthMissing: Rule = {
  code: 'length-missing',
  severity: 'warning',
  section: '10.2',
  fault: 'terminal',
  cue: 'length',
  title: words('No length declared', '未声明长度'),
  remedy: words(
    'Content-Length is required; a connection that breaks looks like the end of such a message.',
    'Content-Length 为必需；连接中断会被当作此类消息的结尾。',
  ),
  find: (exchange) => {
    const { kind } = exchange.frame;
    if (kind === 'other' || kind === 'file-download') return [];
    const { requestHeaders, responseHeaders } = exchange;
    const found: Found[] = [];
    if ((kind === 'upload' || kind === 'command-result') && !requestHeaders.declaresLength) {
      const message = words('The request declares no length.', '请求未声明长度。');
      found.push({ part: 'request', span: null, message });
    }
    if (exchange.isAnswered && !responseHeaders.declaresLength) {
      found.push({
        part: 'response',
        span: null,
        section: '6',
        severity: 'note',
        fault: 'server',
        message: words('The reply ends with its connection; it declares no length.', '应答以连接关闭结束，未声明长度。'), // prettier-ignore
      });
    }
    return found;
  },
};
