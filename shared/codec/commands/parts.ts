/** Where verb, subject and arguments stand in the text of a command (vendor's document section 11). */

import type { CommandSpec, SubjectSpec } from '../../spec/command.ts';
import { commandNamed, subjectNamed } from '../../spec/commands/index.ts';

/** Offsets into the text, end exclusive. */
export type Range = readonly [from: number, to: number];

export interface CommandParts {
  /** Undefined for a verb that nobody declared. */
  readonly command: CommandSpec | undefined;
  readonly verb: Range;
  /** The table, or a word such as DATA; null where there is none. */
  readonly subject: Range | null;
  readonly subjectSpec: SubjectSpec | undefined;
  /** All that follows; may be empty. */
  readonly rest: Range;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** The word at or after `from`: everything up to a blank or TAB. */
function wordAt(text: string, from: number): Range {
  let begin = from;
  while (begin < text.length && isBlank(text.charCodeAt(begin))) begin++;
  let end = begin;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
  return [begin, end];
}

const cut = (text: string, [from, to]: Range): string => text.slice(from, to);

const restFrom = (text: string, from: number): Range => [wordAt(text, from)[0], text.length];

/** `text` is what follows `C:id:`, as Unicode or as Latin-1 (one character a byte): offsets are in its units. */
export function partsOf(text: string): CommandParts {
  const first = wordAt(text, 0);
  const second = wordAt(text, first[1]);
  const ofTwo = commandNamed(`${cut(text, first)} ${cut(text, second)}`);
  const command = ofTwo ?? commandNamed(cut(text, first));
  const verb: Range = ofTwo === undefined ? first : [first[0], second[1]];

  const next = wordAt(text, verb[1]);
  const word = cut(text, next);
  if (!hasSubject(command, word, text.slice(next[1]))) {
    const rest = restFrom(text, verb[1]);
    return { command, verb, subject: null, subjectSpec: undefined, rest };
  }
  const subjectSpec = command === undefined ? undefined : subjectNamed(command, word);
  return { command, verb, subject: next, subjectSpec, rest: restFrom(text, next[1]) };
}

/** Verbs nobody declared are taken to have a subject where a word stands before pairs. */
function hasSubject(command: CommandSpec | undefined, word: string, after: string): boolean {
  if (word === '' || word.includes('=')) return false;
  return command === undefined ? after.includes('=') : command.form.kind === 'subject';
}
