/** A message that is longer than it declares, or shorter, or that declares two lengths. */

import { words } from '../../spec/field.ts';
import { shown, type Examined } from '../examined.ts';
import type { Found, Rule } from '../rule.ts';

function foundIn(exchange: Examined, part: 'request' | 'response'): readonly Found[] {
  const message = exchange.message(part);
  if (message === null) return [];
  const { contentLength: declared, otherLength: other } = exchange.headers(part);
  const sender = part === 'request' ? 'terminal' : 'server';
  if (declared !== undefined && other !== undefined) {
    const [one, two] = [shown(declared.raw), shown(other.raw)];
    return [
      {
        part,
        span: other.span,
        fault: sender,
        message: words(
          `There are two Content-Length fields, ${one} and ${two}: nobody knows where the message ends.`,
          `有两个 Content-Length，分别为 ${one} 和 ${two}：无法确定消息在何处结束。`,
        ),
      },
    ];
  }
  const excess = message.excess?.length ?? 0;
  if (excess === 0 && message.incomplete !== true) return [];
  const span = declared?.span ?? null;
  if (excess > 0) {
    const [said, zhSaid] =
      declared === undefined ? ['', ''] : [` (${declared.raw})`, `（${declared.raw}）`];
    return [
      {
        part,
        span,
        fault: sender,
        message: words(
          `${excess} bytes follow the declared end of the message${said}.`,
          `消息在声明的长度${zhSaid}之后还有 ${excess} 个字节。`,
        ),
      },
    ];
  }
  const came = message.body.length;
  return [
    {
      part,
      span,
      fault: 'network',
      message: words(
        `The message broke off: ${came} bytes of its body came${declared === undefined ? '' : ` of ${declared.raw}`}.`,
        `消息中断：正文${declared === undefined ? '' : `声明 ${declared.raw} 字节，`}只收到 ${came} 字节。`,
      ),
    },
  ];
}

const leftover = ({ raw: { response } }: Examined): readonly Found[] => {
  const length = (response?.head.length ?? 0) + (response?.body.length ?? 0);
  const part = (response?.head.length ?? 0) > 0 ? 'head' : 'body';
  return [
    {
      part: 'response',
      span: { part, from: 0, to: length },
      fault: 'server',
      severity: 'error',
      message: words(
        `${length} bytes of the server came behind the end of its reply, on the same connection: the Content-Length before them is too small.`,
        `在同一连接上，服务器的应答结束之后又来了 ${length} 个字节：此前的 Content-Length 偏小。`,
      ),
    },
  ];
};

export const contentLengthMismatch: Rule = {
  code: 'content-length-mismatch',
  severity: 'warning',
  section: '2.2',
  fault: 'terminal',
  cue: 'length',
  title: words('Longer or shorter than declared', '与声明的长度不符'),
  remedy: words(
    'Content-Length must count bytes: servers that count characters come out too short for Chinese texts.',
    'Content-Length 应按字节计算：按字符计算的服务器遇到中文时会偏短。',
  ),
  find: (exchange) => {
    if (exchange.isLeftover) return leftover(exchange);
    const request = foundIn(exchange, 'request');
    const response = foundIn(exchange, 'response');
    return response.length === 0 ? request : [...request, ...response];
  },
};
