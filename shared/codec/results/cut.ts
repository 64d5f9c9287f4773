/**
 * A command-result body cut into results, as byte ranges: before charset, before meaning.
 *
 *   ID=1202&Return=0&CMD=UPDATE      a line each (vendor's document section 13)
 *
 *   ID=1300&Return=0&CMD=INFO        INFO: the lines behind it are its values (section 11.3)
 *   ~DeviceName=CM102
 *
 *   ID=1403                          a key a line, and the content to the very end (sections 11.1, 11.10)
 *   Return=0
 *   CMD=Shell
 *   Content=total 4 …
 */

import { latin1 } from '../latin1.ts';
import { linesOf } from '../lines.ts';

/** Of `name=value`; without `=` the name is empty and the value is all of it. */
export interface Pair {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface CutResult {
  readonly from: number;
  readonly to: number;
  readonly pairs: readonly Pair[];
  /** Of the kind INFO: names and values, a line each. */
  readonly values: readonly Pair[];
  /** All that follows a result of another kind, up to the next result or the end. */
  readonly content: { readonly from: number; readonly to: number } | null;
}

interface Open {
  from: number;
  to: number;
  pairs: Pair[];
  values: Pair[];
  content: { from: number; to: number } | null;
  /** Whether each key has a line of its own. */
  readonly keyALine: boolean;
  readonly isInfo: boolean;
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** Never looks past `to`, as indexOf would: a body of many lines must not be read many times. */
function find(body: Uint8Array, octet: number, from: number, to: number): number {
  for (let at = from; at < to; at++) if (body[at] === octet) return at;
  return -1;
}

export function cutResults(body: Uint8Array): readonly CutResult[] {
  const results: Open[] = [];
  let open: Open | undefined;
  for (const [from, to] of linesOf(body, 0, body.length)) {
    if (from === to) continue;
    const hasAmpersand = find(body, AMPERSAND, from, to) !== -1;
    if (open === undefined || beginsResult(body, from, open, hasAmpersand)) {
      open = openResult(body, from, to, hasAmpersand);
      results.push(open);
    } else if (open.keyALine) open.pairs.push(pairAt(body, from, to));
    else if (open.isInfo) open.values.push(pairAt(body, from, to));
    else open.content = { from: open.content?.from ?? from, to };
    open.to = to;
    if (contentReachesToEnd(open, body.length)) break;
  }
  return results;
}

/** `ID=…` begins the next result: with `&` always, alone only where the one before has its own. */
function beginsResult(body: Uint8Array, from: number, open: Open, hasAmpersand: boolean): boolean {
  if (latin1(body, from, from + 3).toUpperCase() !== 'ID=') return false;
  return hasAmpersand || (open.keyALine && open.pairs.some(({ name }) => isNamed(name, 'ID')));
}

function openResult(body: Uint8Array, from: number, to: number, hasAmpersand: boolean): Open {
  const pairs: Pair[] = [];
  let begin = from;
  while (begin < to) {
    const found = find(body, AMPERSAND, begin, to);
    const end = found === -1 ? to : found;
    if (end > begin) pairs.push(pairAt(body, begin, end));
    begin = end + 1;
  }
  const isInfo = pairs.some((pair) => isNamed(pair.name, 'CMD') && isInfoAt(body, pair));
  return { from, to, pairs, values: [], content: null, keyALine: !hasAmpersand, isInfo };
}

const isInfoAt = (body: Uint8Array, { from, to }: Pair): boolean =>
  latin1(body, from, to).toUpperCase() === 'INFO';

export const isNamed = (name: string, wanted: string): boolean =>
  name.toUpperCase() === wanted.toUpperCase();

function pairAt(body: Uint8Array, from: number, to: number): Pair {
  const equals = find(body, EQUALS, from, to);
  if (equals === -1) return { name: '', from, to };
  return { name: latin1(body, from, equals), from: equals + 1, to };
}

/** Files may hold anything, so nothing behind `Content=` is looked at. */
function contentReachesToEnd(open: Open, end: number): boolean {
  const last = open.pairs.at(-1);
  if (!open.keyALine || last === undefined || !isNamed(last.name, 'Content')) return false;
  open.pairs[open.pairs.length - 1] = { ...last, to: end };
  open.to = end;
  return true;
}
