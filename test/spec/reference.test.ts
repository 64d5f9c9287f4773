/** The definitions are whole, and REFERENCE.md is what they say today. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../shared/codec/frame.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { filterMarkdown } from '../../shared/filter/reference.ts';
import { findingsMarkdown } from '../../shared/findings/reference.ts';
import { referenceMarkdown } from '../../shared/spec/reference-markdown.ts';
import { reference, type ReferenceField } from '../../shared/spec/reference.ts';

test('REFERENCE.md is current (`npm run reference` writes it)', () => {
  const written = readFileSync(join(import.meta.dirname, '../../REFERENCE.md'), 'utf8');
  expect(written).toBe(`${referenceMarkdown()}\n${findingsMarkdown()}\n${filterMarkdown()}`);
});

describe.each(['en', 'zh'] as const)('the reference in %s', (language) => {
  const { messages, commands, ...rest } = reference(language);

  test('every message of the protocol is in it, with its parameters', () => {
    expect([...messages.map(({ kind }) => kind), 'other'].sort()).toEqual([...KINDS].sort());
    const known = new Set(rest.parameters.map(({ wire }) => wire));
    expect(
      messages.flatMap(({ parameters }) => parameters).filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  test('nothing is without a label', () => {
    const fields = [
      ...Object.values(rest).flat(),
      ...rest.tables.flatMap(({ layouts }) => layouts.flatMap(({ columns }) => columns)),
      ...messages,
      ...commands,
      ...commands.flatMap(({ subjects, arguments: own }) => [
        ...own,
        ...subjects,
        ...subjects.flatMap((subject) => subject.arguments),
      ]),
    ];
    expect(fields.filter(({ label }) => label === '')).toEqual([]);
  });

  test('every command has a sample, or its subjects have', () => {
    const without = commands.flatMap(({ verb, samples, subjects }) =>
      (subjects.length === 0 ? [{ name: verb, samples }] : subjects).filter(
        (each) => each.samples.length === 0,
      ),
    );
    expect(without).toEqual([]);
  });
});

test('an argument has one definition in its command', () => {
  const twice = (fields: readonly ReferenceField[]) => {
    const names = fields.map(({ wire }) => wire.toLowerCase());
    return names.filter((name, index) => names.indexOf(name) !== index);
  };
  const { commands } = reference('en');
  for (const { verb, arguments: own, subjects } of commands) {
    expect(twice(own), verb).toEqual([]);
    for (const { name, arguments: given } of subjects)
      expect(twice(given), `${verb} ${name}`).toEqual([]);
  }
});

test('the commands that need confirming', () => {
  const dangerous = COMMANDS.filter((command) => command.dangerous).map(({ verb }) => verb);
  expect(dangerous).toEqual([
    'SHELL',
    'CLEAR',
    'SET OPTION',
    'REBOOT',
    'RESTART',
    'DELETE',
    'PutFile',
  ]);
});
