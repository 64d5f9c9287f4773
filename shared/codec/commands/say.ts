/** A command in words: the first saying that fits, with the arguments put in. */

import type { CommandSpec, Saying, SubjectSpec } from '../../spec/command.ts';
import { words } from '../../spec/field.ts';
import type { Field, Language } from '../frame.ts';

export interface Said {
  readonly command: CommandSpec | undefined;
  readonly subject: SubjectSpec | undefined;
  /** Verb and subject as they stand on the wire. */
  readonly verb: string;
  readonly table: string;
  readonly arguments: readonly Field[];
}

/** For commands that nobody declared, or whose arguments fit none of their sayings. */
const PLAIN: Saying = { text: words('{#command}[: {#conditions}]', '{#command}[：{#conditions}]') };

export function say(said: Said, language: Language): string {
  for (const { when, text } of said.subject?.sayings ?? said.command?.sayings ?? []) {
    if (!fits(when, said.arguments)) continue;
    const filled = fill(text[language], said, language);
    if (filled !== null) return filled;
  }
  return fill(PLAIN.text[language], said, language) ?? said.verb;
}

function fits(when: Saying['when'], given: readonly Field[]): boolean {
  if (when === undefined) return true;
  return Object.entries(when).every(([name, value]) =>
    given.some((field) => field.raw === value && isNamed(field, name)),
  );
}

const isNamed = ({ wire }: Field, name: string): boolean =>
  wire.length === name.length && wire.toLowerCase() === name.toLowerCase();

/** Text between arguments, and names of arguments, by turns; beginning with text. */
interface Piece {
  readonly optional: boolean;
  readonly parts: readonly string[];
}

/** Templates are those of the definitions, so the map stays small. */
const compiled = new Map<string, readonly Piece[]>();

function piecesOf(template: string): readonly Piece[] {
  const made =
    compiled.get(template) ??
    template.split(/(\[[^\]]*\])/).map((piece) => {
      const optional = piece.startsWith('[');
      return { optional, parts: (optional ? piece.slice(1, -1) : piece).split(/\{([^}]*)\}/) };
    });
  compiled.set(template, made);
  return made;
}

/** Null when an argument outside brackets is missing. */
function fill(template: string, said: Said, language: Language): string | null {
  let text = '';
  for (const { optional, parts } of piecesOf(template)) {
    const filled = put(parts, said, language);
    if (filled === null && !optional) return null;
    text += filled ?? '';
  }
  return text;
}

function put(parts: readonly string[], said: Said, language: Language): string | null {
  let text = '';
  for (const [index, part] of parts.entries()) {
    const value = index % 2 === 0 ? part : valueOf(part, said, language);
    if (index % 2 === 1 && value === '') return null;
    text += value;
  }
  return text;
}

const MOST_LISTED = 20;

function valueOf(name: string, said: Said, language: Language): string {
  switch (name) {
    case '#command':
      return said.table === '' ? said.verb : `${said.verb} ${said.table}`;
    case '#conditions':
      return list(said, ' ', language);
    case '#assignments':
      return list(said, language === 'en' ? ' to ' : ' 为 ', language);
    default:
      return said.arguments.find((field) => isNamed(field, name))?.text ?? '';
  }
}

function list({ arguments: given }: Said, between: string, language: Language): string {
  const listed = given
    .slice(0, MOST_LISTED)
    .map(({ wire, text }) => (wire === 'argument' ? text : `${wire}${between}${text}`));
  if (given.length > MOST_LISTED) listed.push('…');
  return listed.join(language === 'en' ? ', ' : '，');
}
