/** A run of bytes of an exchange: what field tree and bytes point at. */

import type { Span } from '../../../shared/codec/frame.ts';

export type Side = 'request' | 'response';

/** `Span` with its message; `target` has become a part of the head. */
export interface Place {
  readonly side: Side;
  readonly part: 'head' | 'body';
  readonly from: number;
  readonly to: number;
}

const [CR, LF, SP] = [0x0d, 0x0a, 0x20];

/** Where the request-target begins: behind the method and one blank, blank lines before them skipped. */
export function targetOffset(head: Uint8Array): number {
  let at = 0;
  while (head[at] === CR || head[at] === LF) at++;
  while (at < head.length && head[at] !== SP && head[at] !== LF) at++;
  return head[at] === SP ? at + 1 : at;
}

export function placeOf(side: Side, span: Span, head: Uint8Array): Place {
  if (span.part !== 'target') return { side, part: span.part, from: span.from, to: span.to };
  const start = targetOffset(head);
  return { side, part: 'head', from: start + span.from, to: start + span.to };
}

export const isSamePlace = (a: Place | null, b: Place | null) =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.side === b.side &&
    a.part === b.part &&
    a.from === b.from &&
    a.to === b.to);

/** Whether bytes [from, to) of a block lie inside the place. */
export const covers = (
  place: Place | null,
  block: Pick<Place, 'side' | 'part'>,
  from: number,
  to: number,
) =>
  place !== null &&
  place.side === block.side &&
  place.part === block.part &&
  from >= place.from &&
  to <= place.to;
