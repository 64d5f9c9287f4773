/** A request without Host, which every section of the document requires. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

export const hostMissing: Rule = {
  code: 'host-missing',
  severity: 'note',
  section: '6',
  fault: 'terminal',
  cue: 'missing',
  title: words('No Host', '缺少 Host'),
  remedy: words(
    'A server behind a name, or a proxy for several servers, cannot tell which is meant.',
    '按名称区分的服务器或为多台服务器服务的代理无法判断目标。',
  ),
  find: (exchange) => {
    const { kind } = exchange.frame;
    if (kind === 'other' || exchange.requestHeaders.host !== undefined) return [];
    const message = words('The request carries no Host.', '请求没有 Host 头域。');
    return [{ part: 'request', span: null, message }];
  },
};
