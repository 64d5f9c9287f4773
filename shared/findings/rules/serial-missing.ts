/** A request of the protocol that names no terminal. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

export const serialMissing: Rule = {
  code: 'serial-missing',
  severity: 'error',
  section: '6',
  fault: 'terminal',
  cue: 'missing',
  title: words('No serial number', '缺少序列号'),
  remedy: words(
    'Look at the serial in the terminal; a server cannot tell whose request this is.',
    '请检查终端的序列号；服务器无法判断请求来自哪台设备。',
  ),
  find: ({ frame, requestHead }) => {
    if (frame.sn !== '' || frame.kind === 'other' || frame.kind === 'file-download') return [];
    const path = requestHead.find(({ key }) => key === 'path');
    return [
      {
        part: 'request',
        span: path?.span ?? null,
        message: words('The request carries no SN.', '请求中没有 SN。'),
      },
    ];
  },
};
