/** The one reply that pushscope writes itself: the server cannot answer, and nothing was sent yet. */

import { Buffer } from 'node:buffer';
import type { ResponseMessage } from '../../shared/capture/exchange.ts';

export interface Refusal {
  readonly outcome: 'refused' | 'timeout' | 'server-aborted';
  readonly sentence: string;
}

/** The reply's bytes are head and body in order. */
export function unreachableReply(method: string, sentence: string): ResponseMessage {
  const text = Buffer.from(`${sentence}\n`, 'latin1');
  // No Date: terminals set their clock by it (observed). Never a 2xx: OK would mean that records are stored.
  const head = Buffer.from(
    `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n`,
    'latin1',
  );
  const body = method.toUpperCase() === 'HEAD' ? text.subarray(0, 0) : text;
  return { head, body, size: body.length, framing: { kind: 'length' }, by: 'pushscope' };
}
