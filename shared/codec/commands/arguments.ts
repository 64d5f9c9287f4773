/** The arguments of a command as fields, each by its definition, unknown ones kept. */

import type { ArgumentSpec, CommandSpec } from '../../spec/command.ts';
import type { Field } from '../frame.ts';
import { readField, readUnknown, type Reading } from '../read-field.ts';
import { pairsOf, type Pair } from './pairs.ts';
import type { CommandParts, Range } from './parts.ts';

/** A command's text with its place in the body: `base` is the offset of text[0]. */
export interface Placed {
  readonly bytes: Uint8Array;
  /** One character a byte. */
  readonly text: string;
  readonly base: number;
  readonly reading: Reading;
}

const NONE: readonly ArgumentSpec[] = [];

export function readArguments(placed: Placed, parts: CommandParts): Field[] {
  const { command, subjectSpec, rest } = parts;
  if (rest[0] === rest[1]) return [];
  const form = command?.form ?? { kind: 'pairs', arguments: NONE };
  switch (form.kind) {
    case 'nothing':
      return [unknownWord(placed, rest)];
    case 'rest':
      return [known(placed, form.argument, rest)];
    case 'words':
      return readWords(placed, form.arguments, rest);
    case 'pairs':
      return readPairs(placed, form.arguments, rest, false);
    case 'subject':
      return readPairs(placed, subjectSpec?.arguments ?? NONE, rest, separatesByBlanks(command));
  }
}

/** A further row of a command, on a line of its own. */
export const readRow = (placed: Placed, { command, subjectSpec }: CommandParts): Field[] =>
  readPairs(
    placed,
    subjectSpec?.arguments ?? NONE,
    [0, placed.text.length],
    separatesByBlanks(command),
  );

const separatesByBlanks = (command: CommandSpec | undefined): boolean =>
  command?.form.kind === 'subject' && command.form.style.blanksToo === true;

function readPairs(
  placed: Placed,
  specs: readonly ArgumentSpec[],
  range: Range,
  blanks: boolean,
): Field[] {
  const seen = new Set<string>();
  const bySpelling = spellingsOf(specs);
  return pairsOf(placed.text, range, { blanks }).map((pair) => {
    const spec = specOf(bySpelling, pair.name, seen);
    if (spec === undefined) return unknownPair(placed, pair);
    // The print shows some names alone, without `=value`.
    if (pair.bare) return known(placed, spec, [pair.value[1], pair.value[1]], pair.name);
    return decimal(known(placed, spec, pair.value, pair.name));
  });
}

/** Definitions by their spellings in lower case, made once for each list. */
const spellings = new WeakMap<readonly ArgumentSpec[], ReadonlyMap<string, ArgumentSpec>>();

function spellingsOf(specs: readonly ArgumentSpec[]): ReadonlyMap<string, ArgumentSpec> {
  const made =
    spellings.get(specs) ??
    new Map(
      specs.flatMap((spec) =>
        [spec.wire.toLowerCase(), ...(spec.aliases ?? [])].map((name) => [name, spec] as const),
      ),
    );
  spellings.set(specs, made);
  return made;
}

/** A second argument of one name may stand for another (`UserID` twice, the second being UserType). */
function specOf(
  specs: ReadonlyMap<string, ArgumentSpec>,
  name: string,
  seen: Set<string>,
): ArgumentSpec | undefined {
  const spec = specs.get(name.toLowerCase());
  if (spec === undefined) return undefined;
  const isAgain = seen.has(spec.wire);
  seen.add(spec.wire);
  if (!isAgain || spec.again === undefined || seen.has(spec.again)) return spec;
  return specs.get(spec.again.toLowerCase()) ?? spec;
}

function readWords(placed: Placed, specs: readonly ArgumentSpec[], [from, to]: Range): Field[] {
  const text = placed.text.slice(from, to);
  // Observed: a TAB separates; a path may then hold blanks. The document separates by a blank.
  const separator = text.includes('\t') ? /[^\t]+/g : /[^ ]+/g;
  return [...text.matchAll(separator)].map(({ 0: word, index }, position) => {
    const range: Range = [from + index, from + index + word.length];
    const spec = specs[position];
    return spec === undefined ? unknownWord(placed, range) : known(placed, spec, range);
  });
}

const known = (
  { bytes, base, reading }: Placed,
  spec: ArgumentSpec,
  [from, to]: Range,
  wire: string = spec.wire,
): Field => readField(spec, bytes, 'body', base + from, base + to, reading, wire);

const unknownWord = ({ bytes, base, reading }: Placed, [from, to]: Range): Field =>
  readUnknown('argument', bytes, 'body', base + from, base + to, reading);

function unknownPair(placed: Placed, { name, value: [from, to], bare }: Pair): Field {
  if (bare) return unknownWord(placed, [from, to]);
  const { bytes, base, reading } = placed;
  return readUnknown(name, bytes, 'body', base + from, base + to, reading);
}

/** Servers print some whole numbers from decimal columns (`50.00`). */
const decimal = (field: Field): Field =>
  field.value === null && /^\d+\.\d+$/.test(field.raw)
    ? { ...field, value: Number(field.raw) }
    : field;
