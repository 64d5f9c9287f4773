/** The body of a request as a JSON object, short, and refused with an example of what was wanted. */

import type { IncomingMessage } from 'node:http';
import { Refused } from '../answer.ts';
import { readJsonBody } from '../json-body.ts';

const MOST_BYTES = 64 * 1024;

/** `wanted` is an example for the sentence of a refusal. Throws Refused. */
export async function readJsonObject(
  request: IncomingMessage,
  wanted: string,
): Promise<Readonly<Record<string, unknown>>> {
  const badBody = () => new Refused(400, 'BODY', `Send ${wanted} as application/json.`);
  const body = await readJsonBody(request, MOST_BYTES, badBody);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badBody();
  return body as Readonly<Record<string, unknown>>;
}
