/** Replies that we give ourselves: to results that are all ours, and to requests for our files. */

import { Buffer } from 'node:buffer';
import type { RequestHead } from '../wire/head.ts';

const REASONS = { 200: 'OK', 404: 'Not Found' } as const;

/** No Date: terminals set their clock by it, and ours is not the server's. */
export function ownReply(
  status: keyof typeof REASONS,
  body: Buffer,
  { method, closes }: RequestHead,
  type = 'text/plain',
): { readonly head: Buffer; readonly body: Buffer } {
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    ...(closes ? ['Connection: close'] : []),
  ];
  return {
    head: Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'),
    body: method.toUpperCase() === 'HEAD' ? Buffer.alloc(0) : body,
  };
}
