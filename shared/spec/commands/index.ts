/** All commands, and how a verb on the wire finds its definition. */

import type { CommandSpec, SubjectSpec } from '../command.ts';
import { clear } from './clear.ts';
import { query, remove, update } from './data.ts';
import { getFile, putFile } from './files.ts';
import { info, reboot, reloadOptions, restart, shell } from './machine.ts';
import { check, collect, sync } from './records.ts';
import { setOption } from './set-option.ts';

export const COMMANDS: readonly CommandSpec[] = [
  shell,
  clear,
  info,
  setOption,
  reboot,
  restart,
  reloadOptions,
  update,
  remove,
  query,
  check,
  sync,
  collect,
  getFile,
  putFile,
];

const byVerb = new Map(
  COMMANDS.flatMap((command) =>
    [command.verb.toLowerCase(), ...(command.aliases ?? [])].map(
      (verb) => [verb, command] as const,
    ),
  ),
);

/** A verb of one word or two, words parted by one blank. */
export const commandNamed = (verb: string): CommandSpec | undefined =>
  byVerb.get(verb.toLowerCase());

const bySubject = new Map(
  COMMANDS.map(({ verb, form }) => [
    verb,
    new Map(
      (form.kind === 'subject' ? form.subjects : []).flatMap((subject) =>
        [subject.name.toLowerCase(), ...(subject.aliases ?? [])].map(
          (name) => [name, subject] as const,
        ),
      ),
    ),
  ]),
);

export const subjectNamed = (command: CommandSpec, name: string): SubjectSpec | undefined =>
  bySubject.get(command.verb)?.get(name.toLowerCase());

/** Whether nothing may follow it in its batch, by a verb and a table as they stand on the wire. */
export function endsBatch(verb: string, table: string): boolean {
  const spec = commandNamed(verb);
  return spec !== undefined && (subjectNamed(spec, table)?.last ?? spec.last);
}
