/** The ladder of one terminal, in Chinese. */

import type { session as english } from '../en/session.ts';
import type { Widened } from '../widened.ts';

export const session: Widened<typeof english> = {
  session: '会话',
  sessionOf: (sn) => `${sn} 的会话`,
  later: (duration) => `${duration} 后`,
  emptySession: (sn) => `此抓包文件中没有 ${sn} 的交互。`,
};
