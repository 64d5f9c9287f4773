/**
 * Our results taken out of a command-result body: what is left is the server's, byte for byte.
 *
 * ZKECO parses every ID of the body with `int()` and takes a blank first line for another form, so a result of
 * ours goes whole: its keys, what came with it, and the blank lines behind it. Where nothing of the server's
 * stands before it, blank lines there go with it too, and where no result of the server's is left, nothing is.
 */

import { Buffer } from 'node:buffer';
import { cutResults, type Cut } from './cut-results.ts';

export interface OurResult {
  /** Of our command, whatever the terminal made of it. */
  readonly id: string;
  readonly returned: string;
  readonly cmd: string;
  readonly fileName: string;
  /** Lines that came behind its keys (of INFO: `name=value`). */
  readonly lines: readonly Buffer[];
  readonly content: Buffer | null;
  /** All of it, as cut out. */
  readonly bytes: Buffer;
}

export interface Sorted {
  readonly ours: readonly OurResult[];
  /** The body itself where none is ours; empty where nothing is left for the server. */
  readonly rest: Buffer;
}

/** Gives the id of our command that an echoed ID means, or null when it is none of ours. */
export type Recognise = (echoed: string) => string | null;

export function sortResults(body: Buffer, recognise: Recognise): Sorted {
  const ours: OurResult[] = [];
  const left: Cut[] = [];
  for (const cut of cutResults(body)) {
    const echoed = cut.keys.get('id');
    const id = echoed === undefined ? null : recognise(echoed);
    if (id !== null) ours.push(resultOf(body, cut, id));
    else left.push(cut);
  }
  if (ours.length === 0) return { ours, rest: body };
  return { ours, rest: Buffer.concat(restOf(body, left)) };
}

function restOf(body: Buffer, left: readonly Cut[]): readonly Buffer[] {
  if (!left.some(({ keys }) => keys.has('id'))) return [];
  const isBlank = ({ from, to }: Cut) => body.toString('latin1', from, to).trim() === '';
  const begin = left.findIndex((cut) => !isBlank(cut));
  return left.slice(begin).map(({ from, to }) => body.subarray(from, to));
}

function resultOf(body: Buffer, cut: Cut, id: string): OurResult {
  const { keys, lines, content, from, to } = cut;
  return {
    id,
    returned: keys.get('return') ?? '',
    cmd: keys.get('cmd') ?? '',
    fileName: keys.get('filename') ?? '',
    lines: lines.map((line) => body.subarray(line.from, line.textTo)),
    content: content === null ? null : body.subarray(...content),
    bytes: body.subarray(from, to),
  };
}
