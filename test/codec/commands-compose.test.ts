/** Commands composed: their exact bytes, what is refused, and that they read back as they were meant. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import type { Charset } from '../../shared/codec/charset.ts';
import { argumentsOf, type Values } from '../../shared/codec/commands/check-values.ts';
import {
  composeCommand,
  type CommandInput,
  type Composed,
} from '../../shared/codec/commands/compose.ts';
import { readCommands } from '../../shared/codec/commands/read.ts';
import type { Field } from '../../shared/codec/frame.ts';
import type { CommandSpec, SubjectSpec } from '../../shared/spec/command.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { readingOf } from './reply-kit.ts';

const compose = (input: CommandInput, charset: Charset = 'gb18030', id = '1'): Composed =>
  composeCommand(input, { id, charset, text: textCodec });

const lineOf = (input: CommandInput): string => {
  const composed = compose(input);
  return composed.ok ? composed.line : JSON.stringify(composed.problems);
};

describe('what servers write is what we write', () => {
  const rows: readonly (readonly [input: CommandInput, line: string])[] = [
    [{ verb: 'REBOOT' }, 'C:1:REBOOT'],
    [
      { verb: 'set option', values: { IPAddress: '192.168.1.225' } },
      'C:1:SET OPTION IPAddress=192.168.1.225',
    ],
    [
      { verb: 'SET OPTION', values: { Delay: 10, Realtime: true } },
      'C:1:SET OPTION Delay=10\tRealtime=1\t',
    ],
    [
      { verb: 'UPDATE', table: 'PRESSKEY', values: { Price: 1200, KeyID: 2 } },
      'C:1:UPDATE PRESSKEY KeyID=2\tPrice=1200',
    ],
    [
      {
        verb: 'UPDATE',
        table: 'PRESSKEY',
        values: [
          { KeyID: 1, Price: 1 },
          { KeyID: 2, Price: 2 },
        ],
      },
      'C:1:UPDATE PRESSKEY KeyID=1\tPrice=1\nKeyID=2\tPrice=2',
    ],
    [
      {
        verb: 'UPDATE',
        table: 'fixd',
        values: { TsID: 1, Start: '1100', End: '1330', Price: 850 },
      },
      'C:1:UPDATE FIXED TsID=1\tStart=1100\tEnd=1330\tPrice=850',
    ],
    [
      { verb: 'UPDATE', table: 'CARDTYPE', values: { SortID: 1, Maxlimit: 9 } },
      'C:1:UPDATE CARDTYPE SortID=1\t Maxlimit=9',
    ],
    [
      { verb: 'UPDATE', table: 'USERINFO', values: { sysid: 1, password: '9' } },
      'C:1:UPDATE USERINFO SysID=1\tPassWord=9',
    ],
    [
      { verb: 'DELETE', table: 'USERINFO', values: { SysID: 10044 } },
      'C:1:DELETE USERINFO SysID=10044',
    ],
    [
      { verb: 'SYNC', table: 'POSLOG', values: { START: 37, END: 41 } },
      'C:1:SYNC POSLOG START=37\tEND=41\t',
    ],
    [{ verb: 'CHECK', table: 'OPTION' }, 'C:1:CHECK OPTION'],
    [{ verb: 'SHELL', values: { Shell_String: 'ls -l' } }, 'C:1:SHELL ls -l'],
    [
      { verb: 'PutFile', values: { URL: 'file/a.tgz', FilePath: '/mnt/' } },
      'C:1:PutFile file/a.tgz\t/mnt/',
    ],
    [{ text: 'FROB now' }, 'C:1:FROB now'],
    [{ text: 'SYNC POSLOG START=1\tEND=2\t' }, 'C:1:SYNC POSLOG START=1\tEND=2\t'],
  ];
  test.each(rows)('%j', (input, line) => {
    expect(lineOf(input)).toBe(line);
  });

  test('a Chinese name goes as GB18030 to Chinese terminals, as UTF-8 to others', () => {
    const input = { verb: 'UPDATE', table: 'USERINFO', values: { SysID: 1, Name: '王' } };
    const [chinese, other] = [compose(input, 'gb18030'), compose(input, 'utf-8')];
    expect(chinese.ok && [...chinese.bytes.slice(-2)]).toEqual([0xcd, 0xf5]);
    expect(other.ok && [...other.bytes.slice(-3)]).toEqual([0xe7, 0x8e, 0x8b]);
  });

  test('dangerous, last of a batch, and whether it may be sent twice are told', () => {
    const rows = [
      ['Shell ls', true, false, false],
      ['CLEAR DATA', true, true, false],
      ['CLEAR ONRESPOSLOG DATE=20181201', true, false, false],
      ['CHECK POSLOG', false, true, true],
      ['CHECK ALLLOG', false, false, true],
      ['reboot', true, true, false],
      ['SET  OPTION a=1', true, false, true],
      ['data delete USERINFO PIN=1', true, false, true],
      ['UPDATE SUBSIDYLOG SysID=1', false, false, false],
      ['FROB', false, false, false],
    ] as const;
    for (const [text, dangerous, last, repeatable] of rows)
      expect(compose({ text }), text).toMatchObject({ ok: true, dangerous, last, repeatable });
  });
});

describe('what cannot be sent is told as data', () => {
  const rows: readonly (readonly [input: CommandInput, code: string, field: string])[] = [
    [{ verb: 'FROB' }, 'unknown-verb', 'FROB'],
    [{ verb: '' }, 'empty-command', ''],
    [{ text: '  ' }, 'empty-command', ''],
    [{ verb: 'UPDATE' }, 'missing-table', 'table'],
    [{ verb: 'UPDATE', table: 'NOPE' }, 'unknown-table', 'NOPE'],
    [{ verb: 'REBOOT', table: 'USERINFO' }, 'unknown-table', 'USERINFO'],
    [{ verb: 'REBOOT', values: { a: 1 } }, 'unknown-key', 'a'],
    [{ verb: 'UPDATE', table: 'PRESSKEY', values: { KeyID: 1 } }, 'missing-value', 'Price'],
    [{ verb: 'SET OPTION' }, 'missing-value', 'ITEM'],
    [{ verb: 'SHELL', values: { Shell_String: '' } }, 'missing-value', 'Shell_String'],
    [
      { verb: 'UPDATE', table: 'USERINFO', values: { SysID: 1, Name: 'a\tb' } },
      'separator-in-value',
      'Name',
    ],
    [
      { verb: 'UPDATE', table: 'USERINFO', values: { SysID: 1, Name: 'a\nC:2:REBOOT' } },
      'line-break-in-value',
      'Name',
    ],
    [{ text: 'INFO\nC:2:REBOOT' }, 'line-break-in-value', 'text'],
    [{ text: 'C:7:INFO' }, 'id-in-command', 'id'],
    [{ verb: 'UPDATE', table: 'USERINFO', values: { SysID: 'abc' } }, 'wrong-value', 'SysID'],
    [
      { verb: 'UPDATE', table: 'PRESSKEY', values: { KeyID: 1, Price: '12.50' } },
      'wrong-value',
      'Price',
    ],
    [
      { verb: 'UPDATE', table: 'MEALTYPE', values: { Mlid: 1, Start: '11:00', End: '1300' } },
      'value-too-long',
      'Start',
    ],
    [{ verb: 'CLEAR', table: 'ONRESPOSLOG', values: { DATE: '181201' } }, 'wrong-value', 'DATE'],
    [{ verb: 'SET OPTION', values: { 'a b': 1 } }, 'bad-key', 'a b'],
    [{ verb: 'PutFile', values: { URL: 'a b' } }, 'separator-in-value', 'URL'],
    [
      { verb: 'UPDATE', table: 'USERINFO', values: { SysID: 1, Name: '\ud800' } },
      'not-encodable',
      'Name',
    ],
    [{ verb: 'REBOOT', values: [{}, {}] }, 'one-row-only', ''],
    [{ text: `SHELL ${'x'.repeat(41_000)}` }, 'command-too-long', ''],
  ];
  test.each(rows)('%j: %s', (input, code, field) => {
    const composed = compose(input);
    expect(composed.ok ? [] : composed.problems).toContainEqual(
      expect.objectContaining({ code, field }),
    );
  });

  test.each(['', '12345678901234567', 'a:b', 'a b', '1\n'])('id %j', (id) => {
    const composed = compose({ verb: 'INFO' }, 'gb18030', id);
    expect(composed).toMatchObject({
      ok: false,
      problems: [{ code: 'bad-id', field: 'id', section: '11' }],
    });
  });

  test('a problem is a sentence in the language asked for, with its section', () => {
    const composed = composeCommand(
      { verb: 'UPDATE', table: 'PRESSKEY', values: { KeyID: 1 } },
      { id: '1', charset: 'gb18030', text: textCodec, language: 'zh' },
    );
    expect(composed).toMatchObject({
      ok: false,
      problems: [{ message: '缺少 Price。', section: '11.6.1' }],
    });
  });

  test('what is merely odd is a warning', () => {
    const odd = compose({
      verb: 'UPDATE',
      table: 'USERINFO',
      values: { SysID: 1, Favourite: 'tea' },
    });
    expect(odd).toMatchObject({
      ok: true,
      warnings: [{ code: 'unknown-key', field: 'Favourite' }],
    });
    expect(compose({ text: 'FROB' })).toMatchObject({
      ok: true,
      warnings: [{ code: 'unknown-verb' }],
    });
    expect(compose({ verb: 'DELETE', table: 'USERINFO' })).toMatchObject({
      ok: true,
      warnings: [{ code: 'deletes-all' }],
    });
  });
});

/** What a command read from bytes means: verb, table, and arguments by their wire names. */
function meaning(command: Field): { verb: string; table?: string; values: Record<string, string> } {
  const children = command.fields ?? [];
  const of = (wire: string) => children.find((field) => field.wire === wire)?.value;
  const table = of('table');
  return {
    verb: String(of('verb')),
    ...(table === undefined ? {} : { table: String(table) }),
    values: Object.fromEntries(
      children
        .filter(({ key }) => !['cmdId', 'verb', 'table'].includes(key))
        .map(({ wire, raw }) => [wire, raw]),
    ),
  };
}

/** Behind a verb blanks only separate; a path that is empty does not stand on the wire. */
function expected({ verb, values }: { verb: string; values: Values }): Record<string, string> {
  const kind = COMMANDS.find((command) => command.verb === verb)?.form.kind;
  const pairs = Object.entries(values).map(([key, value]) => [
    key,
    kind === 'rest' ? String(value).replace(/^ +/, '') : String(value),
  ]);
  return Object.fromEntries(pairs.filter(([, value]) => kind !== 'words' || value !== ''));
}

function readBack(composed: Composed): Field {
  if (!composed.ok) throw new Error(JSON.stringify(composed.problems));
  const [command] = readCommands(composed.bytes, 0, composed.bytes.length, readingOf('gb18030'));
  return command as Field;
}

describe('read and composed again', () => {
  const samples = COMMANDS.flatMap(({ form, samples: own }) => [
    ...own,
    ...(form.kind === 'subject' ? form.subjects.flatMap((subject) => subject.samples) : []),
  ]);
  test.each(samples)('%j comes back as it was', (sample) => {
    const bytes = textCodec.encode(`C:1:${sample}`, 'gb18030') as Uint8Array;
    const [command] = readCommands(bytes, 0, bytes.length, readingOf('gb18030'));
    expect(lineOf(meaning(command as Field))).toBe(`C:1:${sample}`);
  });

  test('any value that is accepted reads back as it was meant', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('王伟', 'José', 'a b=c', '0930', '1', '-5', '2018-12-24 12:33:01', ''),
      fc.nat().map(String),
    );
    const declared: { command: CommandSpec; subject?: SubjectSpec }[] = COMMANDS.flatMap(
      (command) =>
        command.form.kind === 'subject'
          ? command.form.subjects.map((subject) => ({ command, subject }))
          : [{ command }],
    );
    const meant = fc.constantFrom(...declared).chain(({ command, subject }) =>
      fc
        .dictionary(
          fc.constantFrom('Odd', ...argumentsOf(command, subject).map(({ wire }) => wire)),
          value,
        )
        .map((values: Values) => ({
          verb: command.verb,
          ...(subject ? { table: subject.name } : {}),
          values,
        })),
    );
    fc.assert(
      fc.property(meant, (input) => {
        const composed = compose(input);
        fc.pre(composed.ok);
        const read = meaning(readBack(composed));
        expect(read.verb).toBe(input.verb);
        expect(read.table).toBe(input.table);
        expect(read.values).toEqual(expected(input));
      }),
      { numRuns: 2000 },
    );
  });
});
