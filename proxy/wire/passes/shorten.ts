/** A message that was held whole, as the record keeps it: of a long body only the beginning and its SHA-256. */

import { createHash } from 'node:crypto';
import type { Changes, Message } from '../../../shared/capture/exchange.ts';

function shortenMessage<Kept extends Message>(message: Kept, bodyLimit: number): Kept {
  const { body } = message;
  if (body.length <= bodyLimit || message.truncated === true) return message;
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { ...message, body: body.subarray(0, bodyLimit), truncated: true, sha256 };
}

export function shorten<Kept extends Message & Changes>(message: Kept, bodyLimit: number): Kept {
  const short = shortenMessage(message, bodyLimit);
  if (short.forwarded === undefined) return short;
  return { ...short, forwarded: shortenMessage(short.forwarded, bodyLimit) };
}
