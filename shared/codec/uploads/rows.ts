/** An upload cut into records and cells, as byte ranges: before charset, before meaning. */

import { linesOf } from '../lines.ts';

const TAB = 0x09;
const SP = 0x20;
const NUL = 0x00;

export interface Row {
  readonly from: number;
  readonly to: number;
  /** Bounds of the cells: begins and ends in turn. */
  readonly bounds: readonly number[];
  /** How many cells there are. */
  readonly cells: number;
  /** Blanks and NULs only: no record. */
  readonly blank: boolean;
}

/** Empty lines are left out; they are separators. */
export function rowsOf(body: Uint8Array): readonly Row[] {
  const rows: Row[] = [];
  for (const [from, to] of linesOf(body, 0, body.length)) {
    if (to > from) rows.push(rowOf(body, from, to));
  }
  return rows;
}

function rowOf(body: Uint8Array, from: number, to: number): Row {
  const bounds: number[] = [];
  let begin = from;
  let blank = true;
  for (let at = from; at < to; at++) {
    const octet = body[at] as number;
    if (octet === TAB) {
      bounds.push(begin, at);
      begin = at + 1;
      blank = false;
    } else if (octet !== SP && octet !== NUL) blank = false;
  }
  bounds.push(begin, to);
  return { from, to, bounds, cells: bounds.length / 2, blank };
}
