/** A terminal goes on in plain text, though encryption was agreed. */

import { words } from '../../spec/field.ts';
import type { CourseRule } from '../course-rule.ts';

export const plainThoughAgreed: CourseRule<{ isTold: boolean }> = {
  code: 'plain-though-agreed',
  severity: 'warning',
  section: 'appendix 4',
  fault: 'terminal',
  kinds: ['upload', 'init'],
  title: words('Plain text though encryption was agreed', '已协商加密却发送明文'),
  remedy: words(
    'Records can be read on the way; see which Encrypt and PushProtVer the server tells, and restart the terminal.',
    '记录在途中可被读取；请检查服务器返回的 Encrypt 与 PushProtVer，并重启终端。',
  ),
  begin: () => ({ isTold: false }),
  take: ({ exchange, session }, state) => {
    const isInit = exchange.frame.kind === 'init';
    if (isInit) state.isTold = false;
    if (isInit || state.isTold || session?.hints.encrypted !== true) return [];
    const first = exchange.requestField('record');
    if (first === undefined) return [];
    state.isTold = true;
    const { packed } = session.encryption;
    return [
      {
        part: 'request',
        span: first.span,
        section: packed ? '6' : 'appendix 4',
        message: words(
          `The upload is plain text, though ${packed ? 'the server told Encrypt=1' : 'keys and factors were exchanged'}.`,
          `上传内容为明文，尽管${packed ? '服务器下发了 Encrypt=1' : '已交换公钥与因子'}。`,
        ),
      },
    ];
  },
};
