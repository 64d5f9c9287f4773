/** A compressed reply: no terminal is known to unpack one. */

import { words } from '../../spec/field.ts';
import { shown } from '../examined.ts';
import type { Rule } from '../rule.ts';

export const compressedReply: Rule = {
  code: 'compressed-reply',
  severity: 'error',
  section: 'observed',
  fault: 'server',
  cue: 'coding',
  title: words('A compressed reply', '应答被压缩'),
  remedy: words(
    'Switch compression off for /iclock/, and see which proxy on the way asks for it (Accept-Encoding).',
    '请对 /iclock/ 关闭压缩，并检查途中哪个代理请求了压缩（Accept-Encoding）。',
  ),
  find: (exchange) => {
    const coding = exchange.responseHeaders.contentEncoding;
    if (coding === undefined || /^(identity)?$/i.test(coding.raw.trim())) return [];
    if (exchange.isForPeople) return [];
    return [
      {
        part: 'response',
        span: coding.span,
        message: words(
          `The reply is packed (${shown(coding.raw)}); terminals are not known to unpack it.`,
          `应答被压缩（${shown(coding.raw)}）；未见终端能够解压。`,
        ),
      },
    ];
  },
};
