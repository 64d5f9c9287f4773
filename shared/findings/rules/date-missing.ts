/** A reply without Date: terminals set their clock by it. */

import type { Kind } from '../../codec/frame.ts';
import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

/** Replies in which the document requires it. */
const DATED: Readonly<Partial<Record<Kind, string>>> = {
  init: '6',
  poll: '11',
  'command-result': '13',
};

export const dateMissing: Rule = {
  code: 'date-missing',
  severity: 'warning',
  section: '11',
  fault: 'server',
  kinds: Object.keys(DATED) as Kind[],
  cue: 'missing',
  title: words('A reply without Date', '应答缺少 Date'),
  remedy: words(
    'Have the server, or the proxy before it, send the Date header: the clocks of the terminals hang on it.',
    '请让服务器（或其前置代理）发送 Date 头域：终端依靠它校时。',
  ),
  find: (exchange) => {
    const section = DATED[exchange.frame.kind];
    if (section === undefined || !exchange.isAnswered) return [];
    if (exchange.responseHeaders.date !== undefined) return [];
    return [
      {
        part: 'response',
        span: null,
        section,
        message: words(
          'The reply has no Date, by which terminals set their clock.',
          '应答没有 Date 头域，终端无法据此校时。',
        ),
      },
    ];
  },
};
