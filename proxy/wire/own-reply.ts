/** The one reply that pushscope writes itself: the server cannot answer, and nothing was sent yet. */

import { Buffer } from 'node:buffer';
import type { ResponseMessage } from '../../shared/capture/exchange.ts';

export interface Refusal {
  readonly outcome: 'refused' | 'timeout' | 'server-aborted';
  readonly sentence: string;
}

/** What to do about a connection that could not be made, by the code of its error; the first row that fits. */
const NEXT_STEPS: readonly (readonly [RegExp, string])[] = [
  [/CERT|SELF_SIGNED|ALTNAME/, 'accept its certificate with --insecure-upstream if you trust it'],
  [/WRONG_VERSION|PACKET_LENGTH|UNKNOWN_PROTOCOL/, 'it does not speak TLS there, so write http://'],
  [/EMFILE|ENFILE/, 'raise the limit of open files of this machine (ulimit -n)'],
  [/ENOTFOUND|EAI_AGAIN/, 'check the name in --upstream'],
  [/./, 'check that it is running and reachable'],
];

export const nextStep = (code: string): string =>
  NEXT_STEPS.find(([codes]) => codes.test(code))?.[1] ?? '';

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
