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
  const values = valuesOf(said, language);
  for (const { when, text } of said.subject?.sayings ?? said.command?.sayings ?? []) {
    if (!fits(when, said.arguments)) continue;
    const filled = fill(text[language], values);
    if (filled !== null) return filled;
  }
  return fill(PLAIN.text[language], values) ?? said.verb;
}

function fits(when: Saying['when'], given: readonly Field[]): boolean {
  return Object.entries(when ?? {}).every(([name, value]) =>
    given.some((field) => field.wire.toLowerCase() === name.toLowerCase() && field.raw === value),
  );
}

function valuesOf(said: Said, language: Language): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { wire, text } of said.arguments) {
    const name = wire.toLowerCase();
    if (!values.has(name)) values.set(name, text);
  }
  const to = language === 'en' ? ' to ' : ' 为 ';
  const list = (between: string) =>
    said.arguments
      .map(({ wire, text }) => (wire === 'argument' ? text : `${wire}${between}${text}`))
      .join(language === 'en' ? ', ' : '，');
  values.set('#command', said.table === '' ? said.verb : `${said.verb} ${said.table}`);
  values.set('#conditions', list(' '));
  values.set('#assignments', list(to));
  return values;
}

/** Null when an argument outside brackets is missing. */
function fill(template: string, values: ReadonlyMap<string, string>): string | null {
  const put = (part: string): string | null => {
    let complete = true;
    const filled = part.replace(/\{([^}]*)\}/g, (_, name: string) => {
      const value = values.get(name.toLowerCase()) ?? '';
      if (value === '') complete = false;
      return value;
    });
    return complete ? filled : null;
  };
  let said = '';
  for (const part of template.split(/(\[[^\]]*\])/)) {
    const optional = part.startsWith('[');
    const filled = put(optional ? part.slice(1, -1) : part);
    if (filled === null && !optional) return null;
    said += filled ?? '';
  }
  return said;
}
