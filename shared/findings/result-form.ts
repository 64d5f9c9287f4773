/** Results of commands that lack what real servers need of each: its ID, its Return or its CMD (section 13). */

import type { Field, Span } from '../codec/frame.ts';
import { latin1 } from '../codec/latin1.ts';
import { linesOf } from '../codec/lines.ts';
import { isCut } from '../codec/message.ts';
import { childOf, type Examined } from './examined.ts';

const NEEDED = [
  { key: 'resultId', wire: 'ID' },
  { key: 'return', wire: 'Return' },
  { key: 'cmd', wire: 'CMD' },
] as const;

/** What these bring may be anything, and is no result however it looks. */
const BRINGS_CONTENT: ReadonlySet<string> = new Set(['GETFILE', 'PUTFILE', 'SHELL']);

export interface LackingResult {
  /** The vendor's names of what it lacks. */
  readonly lacks: readonly string[];
  /** Its first line. */
  readonly span: Span;
}

/** In their order. */
export function lackingResults(exchange: Examined): readonly LackingResult[] {
  const { request } = exchange.raw;
  const { body } = request;
  const found: LackingResult[] = [];
  const add = ({ from, to }: Span, has: (needed: (typeof NEEDED)[number]) => boolean) => {
    const lacks = NEEDED.filter((needed) => !has(needed)).map(({ wire }) => wire);
    // What has none of them is no result: an SN alone, or a file.
    if (lacks.length === 0 || lacks.length === NEEDED.length) return;
    const [lineFrom, lineTo] = linesOf(body, from, to)[0] ?? [from, to];
    found.push({ lacks, span: { part: 'body', from: lineFrom, to: lineTo } });
  };
  // Of what was cut, the last may have had all of it.
  for (const result of isCut(request) ? exchange.results.slice(0, -1) : exchange.results) {
    if (result.span === null) continue;
    add(result.span, ({ key }) => childOf(result, key) !== undefined);
    for (const [from, to] of linesBehind(body, result)) {
      const line = latin1(body, from, to);
      if (!line.includes('&')) continue;
      const names = line.split('&').map((pair) => pair.split('=', 1)[0]?.toUpperCase());
      add({ part: 'body', from, to }, ({ wire }) => names.includes(wire.toUpperCase()));
    }
  }
  return found;
}

const NO_LINES: ReturnType<typeof linesOf> = [];

/** A line that does not begin with ID is read as content of the result before it. */
function linesBehind(body: Uint8Array, result: Field): ReturnType<typeof linesOf> {
  const content = childOf(result, 'content');
  const cmd = childOf(result, 'cmd')?.raw.trim().toUpperCase();
  if (content === undefined || content.span === null || content.wire !== '') return NO_LINES;
  if (cmd === undefined || BRINGS_CONTENT.has(cmd)) return NO_LINES;
  return linesOf(body, content.span.from, content.span.to);
}
