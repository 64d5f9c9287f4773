/** The bytes that a finding speaks of, with some before and behind, as a hexadecimal listing in HTML. */

import type { Span } from '../../shared/codec/frame.ts';
import { latin1 } from '../../shared/codec/latin1.ts';
import { escaped } from '../replay/markup.ts';

const LINE = 16;
const LINES_AROUND = 1;
const MOST_LINES = 24;

const hex = (octet: number): string => octet.toString(16).padStart(2, '0');
const shown = (octet: number): string =>
  octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.';

/** The runs of marked and unmarked bytes of a line, each said by `say`. */
function runs(
  line: Uint8Array,
  from: number,
  span: Span,
  say: (octet: number) => string,
  gap: string,
): string {
  // prettier-ignore
  let html = '';
  let isMarked = false;
  line.forEach((octet, at) => {
    const marks = from + at >= span.from && from + at < span.to;
    if (marks !== isMarked) html += marks ? '<mark>' : '</mark>';
    isMarked = marks;
    html += escaped(say(octet)) + (at + 1 < line.length ? gap : '');
  });
  return isMarked ? `${html}</mark>` : html;
}

/** The run of bytes that a span of that part counts in. */
export function partOf(
  message: { readonly head: Uint8Array; readonly body: Uint8Array },
  part: Span['part'],
): Uint8Array {
  if (part === 'body') return message.body;
  if (part === 'head') return message.head;
  const head = latin1(message.head);
  const target = head.split(' ', 2)[1] ?? '';
  const from = head.indexOf(' ') + 1;
  return message.head.subarray(from, from + target.length);
}

export function bytesHtml(bytes: Uint8Array, span: Span): string {
  const first = Math.max(0, Math.floor(span.from / LINE) - LINES_AROUND);
  const wanted = Math.ceil(span.to / LINE) + LINES_AROUND;
  const last = Math.min(Math.ceil(bytes.length / LINE), wanted, first + MOST_LINES);
  const lines: string[] = [];
  for (let number = first; number < last; number++) {
    const from = number * LINE;
    const line = bytes.subarray(from, from + LINE);
    const pad = ' '.repeat((LINE - line.length) * 3);
    lines.push(`${from.toString(16).padStart(6, '0')}  ${runs(line, from, span, hex, ' ')}${pad}  ${runs(line, from, span, shown, '')}`); // prettier-ignore
  }
  if (wanted > last && last * LINE < bytes.length) lines.push('…');
  return `<pre>${lines.join('\n')}</pre>`;
}
