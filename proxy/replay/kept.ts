/** Whether a connection goes on after an exchange (RFC 9112 section 9.3). */

import { Buffer } from 'node:buffer';
import type { Message } from '../../shared/capture/exchange.ts';

const CLOSE = /^Connection:[ \t]*(?:[^\r\n]*,)?[ \t]*close\b/im;
const KEEP = /^Connection:[ \t]*(?:[^\r\n]*,)?[ \t]*keep-alive\b/im;

const VERSION_1_1 = /HTTP\/1\.1(?=[ \r\n])/;

export function isKept(request: Message, response: Message): boolean {
  if (response.framing.kind === 'close' || response.incomplete === true) return false;
  return [response, request].every(({ head }) => {
    const text = Buffer.from(head).toString('latin1');
    return !CLOSE.test(text) && (VERSION_1_1.test(text) || KEEP.test(text));
  });
}
