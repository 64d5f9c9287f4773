/** Every command of the definitions: queued by its text, given to the terminal, read there as what was meant. */

import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { readCommands } from '../../shared/codec/commands/read.ts';
import type { Field } from '../../shared/codec/frame.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { openRoom, poll, queue, SN } from './inject-kit.ts';

const meanings = COMMANDS.flatMap(({ verb, samples, form }) => [
  ...samples.map((text) => [verb, text] as const),
  ...(form.kind === 'subject'
    ? form.subjects.flatMap((each) => each.samples.map((text) => [verb, text] as const))
    : []),
]);

/** Names and values at every depth, the id aside. */
const said = (fields: readonly Field[] = []): readonly unknown[] =>
  fields
    .filter(({ key }) => key !== 'cmdId')
    .map(({ key, value, raw, fields: inner }) =>
      inner === undefined ? [key, value ?? raw] : [key, said(inner)],
    );

function read(body: string): readonly Field[] {
  const bytes = Buffer.from(body, 'latin1');
  const reading = { text: textCodec, language: 'en', charset: 'gb18030' } as const;
  return readCommands(bytes, 0, bytes.length, reading);
}

test('each has something to be meant', () => {
  expect(new Set(meanings.map(([verb]) => verb))).toEqual(
    new Set(COMMANDS.map(({ verb }) => verb)),
  );
});

test.each(meanings)('%s: %s', (verb, text) => {
  const room = openRoom();
  const [id] = queue(room, SN, text);
  const [given, ...more] = read(poll(room, SN));
  expect(more).toEqual([]);
  expect(given?.fields?.find(({ key }) => key === 'cmdId')?.raw).toBe(id);
  expect(given?.fields?.find(({ key }) => key === 'verb')?.value).toBe(verb);
  const wire = textCodec.encode(`C:1:${text}`, 'gb18030') ?? [];
  const [meant] = read(Buffer.from(wire).toString('latin1'));
  expect(said(given?.fields)).toEqual(said(meant?.fields));
});
