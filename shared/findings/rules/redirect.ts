/** A redirect: terminals do not follow it and fall silent. */

import { words } from '../../spec/field.ts';
import { shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

export const redirect: Rule = {
  code: 'redirect',
  severity: 'error',
  section: 'observed',
  fault: 'server',
  cue: 'status',
  title: words('A redirect', '重定向'),
  remedy: words(
    'Take /iclock/ out of the redirect to HTTPS; terminals need plain HTTP with status 200.',
    '请将 /iclock/ 排除在 HTTPS 重定向之外；终端需要状态为 200 的普通 HTTP。',
  ),
  find: (exchange) => {
    const { status, statusSpan } = exchange;
    if (status === null || status < 300 || status > 399 || status === 304) return [];
    if (exchange.isForPeople) return [];
    const location = exchange.responseHeaders.location;
    const to = location === undefined ? '' : shown(location.raw);
    return [
      {
        part: 'response',
        span: location?.span ?? statusSpan,
        message: words(
          `The server redirects${to === '' ? '' : ` to ${to}`}; terminals do not follow and fall silent.`,
          `服务器重定向${to === '' ? '' : `到 ${to}`}；终端不会跟随，将不再通信。`,
        ),
      },
    ];
  },
};
