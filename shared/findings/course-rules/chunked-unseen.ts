/** A chunked reply to a terminal that has only ever got replies of a declared length. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

export const chunkedUnseen: CourseRule<{ isSaid: boolean }> = {
  code: 'chunked-unseen',
  severity: 'note',
  section: '6',
  fault: 'server',
  cue: 'coding',
  title: words('A chunked reply for the first time', '首次使用分块应答'),
  remedy: words(
    'The document allows it; if the terminal goes silent now, have the server (or the proxy before it) send Content-Length.',
    '文档允许分块；若终端此后无响应，请让服务器（或其前置代理）发送 Content-Length。',
  ),
  begin: () => ({ isSaid: false }),
  take: ({ exchange }, state) => {
    if (state.isSaid || exchange.raw.response === null || exchange.isOurs) return [];
    const coding = exchange.responseHeaders.transferEncoding;
    if (coding === undefined || !/chunked/i.test(coding.raw)) return [];
    state.isSaid = true;
    return [
      {
        part: 'response',
        span: coding.span,
        message: words(
          'The reply is chunked, which this terminal has not been seen to take before.',
          '应答为分块传输，此前未见该终端接收过。',
        ),
      },
    ];
  },
};
