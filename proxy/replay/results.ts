/** The results of a command-result request: of which commands they are, and the request without some of them. */

import { Buffer } from 'node:buffer';
import type { RequestMessage } from '../../shared/capture/exchange.ts';
import { cutResults, isNamed } from '../../shared/codec/results/cut.ts';
import { withBody } from './rewrite.ts';

interface Result {
  /** Of its command; empty where it names none. */
  readonly id: string;
  readonly bytes: Buffer;
}

function resultsOf(request: RequestMessage): readonly Result[] {
  const body = Buffer.from(request.body);
  return cutResults(body).map(({ from, to, pairs }) => {
    const id = pairs.find(({ name }) => isNamed(name, 'ID'));
    return {
      id: id === undefined ? '' : body.toString('latin1', id.from, id.to).trim(),
      bytes: body.subarray(from, to),
    };
  });
}

/** Numbers of the commands that a command-result request answers. */
export const answeredIn = (request: RequestMessage): readonly string[] =>
  resultsOf(request).flatMap(({ id }) => (id === '' ? [] : [id]));

/** A command-result request with the results of some commands alone, or of none (''); null when nothing is left to say. */
export function onlyResults(
  request: RequestMessage,
  wants: (id: string) => boolean,
): RequestMessage | null {
  const results = resultsOf(request);
  const kept = results.filter(({ id }) => wants(id));
  if (kept.length === results.length) return request;
  if (kept.length === 0) return null;
  const lineEnd = Buffer.from('\n');
  const left = Buffer.concat(kept.flatMap(({ bytes }) => [bytes, lineEnd]));
  return withBody(request, Buffer.from(request.head).toString('latin1'), left);
}
