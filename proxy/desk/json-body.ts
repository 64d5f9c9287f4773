/** The JSON body of a request: of that type alone, so that no form of another site can send it, and bounded. */

import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Refused } from './answer.ts';

/** Throws `bad` for another type, for more bytes than `most`, and for what is no JSON. */
export async function readJsonBody(
  request: IncomingMessage,
  most: number,
  bad: () => Refused,
): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw bad();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw bad();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw bad();
  }
}
