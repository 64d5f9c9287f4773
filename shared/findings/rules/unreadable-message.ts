/** What came is no HTTP message: TLS on the plain port, or noise. */

import type { Field } from '../../codec/frame.ts';
import type { RawMessage } from '../../codec/message.ts';
import { isTlsHello } from '../../codec/opaque.ts';
import { words, type Words } from '../../spec/field.ts';
import type { Found, Rule } from '../rule.ts';

const TLS = words(
  'The terminal opens TLS on the plain port (its HTTPS is switched on).',
  '终端在普通端口上发起 TLS（设备启用了 HTTPS）。',
);
const NO_REQUEST = words('This is no HTTP request.', '这不是 HTTP 请求。');
const NO_REPLY = words('This is no HTTP reply.', '这不是 HTTP 应答。');

function found(part: 'request' | 'response', message: RawMessage, words: Words): Found {
  const inHead = message.head.length > 0;
  const length = inHead ? message.head.length : message.body.length;
  return {
    part,
    span: length === 0 ? null : { part: inHead ? 'head' : 'body', from: 0, to: length },
    message: words,
    ...(part === 'response' ? { fault: 'server' } : {}),
  };
}

/** A start line that was read leaves its parts in the head. */
const lacks = (head: readonly Field[], key: string) => head.every((field) => field.key !== key);

export const unreadableMessage: Rule = {
  code: 'unreadable-message',
  severity: 'error',
  section: '2.2',
  fault: 'terminal',
  cue: 'start',
  title: words('Not an HTTP message', '不是 HTTP 消息'),
  remedy: words(
    "Switch HTTPS off in the terminal's server settings, or see what else connects to this port.",
    '请在终端的服务器设置中关闭 HTTPS，或检查是什么程序连接了此端口。',
  ),
  find: ({ raw: { request, response }, requestHead, responseHead, isLeftover }) => {
    // Told as what it is: the end of the reply before.
    if (isLeftover) return [];
    const all: Found[] = [];
    if (isTlsHello(request.head.length > 0 ? request.head : request.body))
      all.push(found('request', request, TLS));
    else if (lacks(requestHead, 'method')) all.push(found('request', request, NO_REQUEST));
    if (response !== null && lacks(responseHead, 'status')) {
      all.push(found('response', response, NO_REPLY));
    }
    return all;
  },
};
