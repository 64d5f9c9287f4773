/** `--map-serial A=B`: read from the command line, and refused before anything is sent where it maps nothing. */

import { InvalidArgumentError } from 'commander';
import { mergedBy, strangerIn } from '../replay/serials.ts';
import { UsageError } from './io.ts';

/** `A=B`, added to those before. */
export function readMapping(
  text: string,
  before: ReadonlyMap<string, string>,
): Map<string, string> {
  const [, from, to] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw new InvalidArgumentError('RECORDED=SENT is wanted, two serials');
  }
  return new Map(before).set(from, to);
}

/** Throws UsageError for a serial that no terminal of that capture has. */
export function refuseStrangers(
  mapped: Iterable<string>,
  terminals: readonly string[],
  path: string,
): void {
  const sentence = strangerIn(mapped, terminals, path);
  if (sentence !== null) throw new UsageError(`--map-serial: ${sentence}`);
}

/** Throws UsageError where two terminals of that capture would be one. */
export function refuseMerged(
  mapping: ReadonlyMap<string, string>,
  terminals: readonly string[],
  path: string,
): void {
  const sentence = mergedBy(mapping, terminals, path);
  if (sentence !== null) throw new UsageError(`--map-serial: ${sentence}`);
}
