/** The commands in a poll reply, as a terminal reads them: `C:id:text`, a line each, blank lines between. */

import type { Row } from './tables.ts';

export interface Command {
  readonly id: string;
  /** In capitals: `UPDATE`, `GETFILE`, … */
  readonly verb: string;
  /** As it came. */
  readonly spelling: string;
  /** All after the verb. */
  readonly rest: string;
}

export function readCommands(text: string): readonly Command[] {
  return text.split('\n').flatMap((line) => {
    const match = /^C:([^:]*):(\S+)[ \t]*(.*)$/.exec(line.replace(/\r$/, ''));
    if (match === null) return [];
    const [, id = '', spelling = '', rest = ''] = match;
    return [{ id, verb: spelling.toUpperCase(), spelling, rest }];
  });
}

/** `Key=value` pairs separated by TAB; values may hold blanks. */
export const readRow = (text: string): Row =>
  new Map(
    text.split('\t').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1)] as const];
    }),
  );

/** `UPDATE TABLE a=1⇥b=2`: the table and its row. */
export function readTableArguments(rest: string): { readonly table: string; readonly row: Row } {
  const [, table = '', pairs = ''] = /^(\S*)[ \t]*(.*)$/.exec(rest) ?? [];
  return { table, row: readRow(pairs) };
}

/** `START=… END=…`, separated by TAB or blank although a date holds a blank itself. */
export function readRange(rest: string): { readonly what: string; readonly named: Row } {
  const [, what = '', pairs = ''] = /^(\S*)[ \t]*(.*)$/.exec(rest) ?? [];
  const named = [...pairs.matchAll(/(\w+)=(.*?)(?=[ \t]+\w+=|[ \t]*$)/g)].map(
    ([, key = '', value = '']) => [key.toUpperCase(), value] as const,
  );
  return { what, named: new Map(named) };
}
