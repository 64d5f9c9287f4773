/** The body of a request as a JSON object, short and of the type that no form of another site can send. */

import type { IncomingMessage } from 'node:http';
import { Refused } from '../answer.ts';

const MOST_BYTES = 64 * 1024;

/** `wanted` is an example for the sentence of a refusal. Throws Refused. */
export async function readJsonBody(
  request: IncomingMessage,
  wanted: string,
): Promise<Readonly<Record<string, unknown>>> {
  const badBody = () => new Refused(400, 'BODY', `Send ${wanted} as application/json.`);
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw badBody();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw badBody();
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw badBody();
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badBody();
  return body as Readonly<Record<string, unknown>>;
}
