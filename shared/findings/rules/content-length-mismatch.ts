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
    const request = foundIn(exchange, 'request');
    const response = foundIn(exchange, 'response');
    return response.length === 0 ? request : [...request, ...response];
  },
};
