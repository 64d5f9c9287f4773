/** A status that is no success: terminals keep what they have and try again. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

export const notASuccessStatus: Rule = {
  code: 'not-a-success-status',
  severity: 'error',
  section: 'observed',
  fault: 'server',
  cue: 'status',
  title: words('No success', '状态码不是成功'),
  remedy: words(
    'Look into the log of the server; terminals keep their records and send them again.',
    '请查看服务器日志；终端会保留记录并再次上传。',
  ),
  find: (exchange) => {
    const { status, statusSpan } = exchange;
    if (status === null || status < 400 || exchange.isOurs || exchange.isForPeople) return [];
    const message = words(`The server answered ${status}.`, `服务器回复 ${status}。`);
    return [{ part: 'response', span: statusSpan, message }];
  },
};
