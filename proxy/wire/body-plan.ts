/** Where a body ends, decided from its head (RFC 9112 section 6.3). */

import type { Lengths, ReplyHead, RequestHead } from './head.ts';

export type BodyPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly size: number }
  | { readonly kind: 'chunked' }
  /** The body lasts until the connection ends. */
  | { readonly kind: 'close' }
  /** From here on the connection speaks another protocol, in both directions. */
  | { readonly kind: 'tunnel' }
  /** Nobody can say where this body ends: what follows is forwarded and kept, not understood. */
  | { readonly kind: 'unclear' };

const NONE: BodyPlan = { kind: 'none' };
const CHUNKED: BodyPlan = { kind: 'chunked' };
const CLOSE: BodyPlan = { kind: 'close' };
const TUNNEL: BodyPlan = { kind: 'tunnel' };
const UNCLEAR: BodyPlan = { kind: 'unclear' };

function byLength({ contentLength }: Lengths, otherwise: BodyPlan): BodyPlan {
  if (contentLength === 'absent') return otherwise;
  if (contentLength === 'unclear') return UNCLEAR;
  return contentLength === 0 ? NONE : { kind: 'length', size: contentLength };
}

/** The body of a request. A CONNECT has none; whether a tunnel follows is for the reply to say. */
export function requestBody(head: RequestHead): BodyPlan {
  // Rule 3: Transfer-Encoding overrides Content-Length.
  if (head.transferEncoding === 'chunked') return CHUNKED;
  // Rule 4: a request whose last coding is not chunked has no end that anybody could know.
  if (head.transferEncoding === 'other') return UNCLEAR;
  // Rules 5, 6, 7.
  return byLength(head, NONE);
}

/** Interim replies come before the final one, any number of them (RFC 9110 section 15.2); 101 is the last. */
export const isInterim = ({ status }: ReplyHead): boolean =>
  status !== null && status >= 100 && status < 200 && status !== 101;

/** The body of a final or interim reply to `method`; an empty method means that no request is known. */
export function replyBody(head: ReplyHead, method: string): BodyPlan {
  const { status } = head;
  if (status === null) return UNCLEAR;
  // RFC 9110 section 15.2.2.
  if (status === 101) return TUNNEL;
  // Rule 1. Methods are case-sensitive, but the vendor's document prints `Get`, and servers follow it.
  const verb = method.toUpperCase();
  if (verb === 'HEAD' || isInterim(head) || status === 204 || status === 304) return NONE;
  // Rule 2.
  if (verb === 'CONNECT' && status < 300) return TUNNEL;
  // Rule 3.
  if (head.transferEncoding === 'chunked') return CHUNKED;
  // Rule 4.
  if (head.transferEncoding === 'other') return CLOSE;
  // Rules 5, 6, 8.
  return byLength(head, CLOSE);
}
