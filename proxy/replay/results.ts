/** A command-result request without the results of some commands; other requests are left alone. */

import { Buffer } from 'node:buffer';
import type { RequestMessage } from '../../shared/capture/exchange.ts';
import { readBrief } from '../../shared/codec/brief.ts';
import { cutResults, isNamed } from '../../shared/codec/results/cut.ts';
import { withBody } from './rewrite.ts';

/** Null when nothing is left to say. */
export function withoutResults(
  request: RequestMessage,
  unwanted: (id: string) => boolean,
): RequestMessage | null {
  if (readBrief({ request, response: null }).kind !== 'command-result') return request;
  const body = Buffer.from(request.body);
  const results = cutResults(body);
  const kept = results.filter(({ pairs }) => {
    const id = pairs.find(({ name }) => isNamed(name, 'ID'));
    return id === undefined || !unwanted(body.toString('latin1', id.from, id.to).trim());
  });
  if (kept.length === results.length) return request;
  if (kept.length === 0) return null;
  const lines = kept.map(({ from, to }) => body.subarray(from, to));
  const lineEnd = Buffer.from('\n');
  const left = Buffer.concat(lines.flatMap((line) => [line, lineEnd]));
  return withBody(request, Buffer.from(request.head).toString('latin1'), left);
}
