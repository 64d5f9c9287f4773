/** The `KEY=value` pairs of a command, separated by TAB, or by blanks as the document prints them. */

import type { Range } from './parts.ts';

/** A pair, or a word without `=` (then the value is empty and `bare` is true). */
export interface Pair {
  readonly name: string;
  readonly value: Range;
  readonly bare: boolean;
}

/** Before a name: blanks that separate two pairs when no TAB does. Values may hold blanks (dates, names). */
const NEXT_PAIR = /(?<![ \t])[ \t]+(?=[A-Za-z_~][\w.]*=)/g;
/** The document prints `END{RecNo}`, without `=`. */
const NEXT_PRINTED = /(?<![ \t])[ \t]+(?=[A-Za-z_~][\w.]*=|(?:START|END|CARDNO)\d)/gi;
const PRINTED = /^(START|END|CARDNO)(?=\d)/i;

export interface PairRules {
  /** Whether blanks separate pairs beside TABs too: true for SYNC and COLL, whose print has them. */
  readonly blanks: boolean;
}

/** Pairs of text[from, to), in order; the empty cell after a closing TAB is none. */
export function pairsOf(text: string, [from, to]: Range, { blanks }: PairRules): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const cell of cellsOf(text, from, to, blanks)) {
    const pair = pairOf(text, cell[0], cell[1], blanks);
    if (pair !== null) pairs.push(pair);
  }
  return pairs;
}

function* cellsOf(text: string, from: number, to: number, blanks: boolean): Generator<Range> {
  const part = text.slice(from, to);
  let begin = from;
  if (!blanks && part.includes('\t')) {
    for (let tab = part.indexOf('\t'); tab !== -1; tab = part.indexOf('\t', tab + 1)) {
      yield [begin, from + tab];
      begin = from + tab + 1;
    }
  } else {
    for (const { 0: found, index } of part.matchAll(blanks ? NEXT_PRINTED : NEXT_PAIR)) {
      yield [begin, from + index];
      begin = from + index + found.length;
    }
  }
  yield [begin, to];
}

/** Observed: a blank may stand before a name (` Maxlimit=`). */
function pairOf(text: string, from: number, to: number, printed: boolean): Pair | null {
  let begin = from;
  while (begin < to && text.charCodeAt(begin) === 0x20) begin++;
  while (printed && to > begin && text.charCodeAt(to - 1) === 0x09) to--;
  if (begin === to) return null;
  const cell = text.slice(begin, to);
  const equals = cell.indexOf('=');
  if (equals >= 0) {
    const name = cell.slice(0, equals).trimEnd();
    return { name, value: [begin + equals + 1, to], bare: false };
  }
  const [name] = (printed && PRINTED.exec(cell)) || [];
  if (name !== undefined) return { name, value: [begin + name.length, to], bare: false };
  return { name: cell, value: [begin, to], bare: true };
}
