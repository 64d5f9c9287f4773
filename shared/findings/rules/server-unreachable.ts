/** The server could not be reached or gave no reply, so pushscope answered in its place. */

import { words } from '../../spec/field.ts';
import type { Rule } from '../rule.ts';

/** What the connection died of, as our own reply tells it: `… (ECONNREFUSED); check …`. */
const WHY = /\(([A-Z][\w-]{0,40})\)/i;

export const serverUnreachable: Rule = {
  code: 'server-unreachable',
  severity: 'error',
  section: 'observed',
  fault: 'network',
  cue: 'status',
  title: words('The server gave no reply', '服务器没有应答'),
  remedy: words(
    'See that the server runs and can be reached from here at the address and port given by --upstream; terminals keep their records and send them again.',
    '请确认服务器正在运行，并且可从本机访问 --upstream 指定的地址和端口；终端会保留记录并再次上传。',
  ),
  find: (exchange) => {
    const { status, statusSpan, isOurs } = exchange;
    if (!isOurs || exchange.isOfOurCommand || status === null) return [];
    const why = WHY.exec(exchange.answer)?.[1] ?? '';
    return [
      {
        part: 'response',
        span: statusSpan,
        message: words(
          `The server gave no reply${why === '' ? '' : ` (${why})`}; pushscope answered ${status} in its place.`,
          `服务器没有应答${why === '' ? '' : `（${why}）`}，由 pushscope 代为回复 ${status}。`,
        ),
      },
    ];
  },
};
