/** Every form of the composer: filled in, queued, delivered over a raw socket, and read there as what was meant. */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wireOf } from '../../inspector/src/commands/draft.ts';
import { textCodec } from '../../proxy/charset.ts';
import { argumentsOf } from '../../shared/codec/commands/check-values.ts';
import { readCommands } from '../../shared/codec/commands/read.ts';
import type { Charset } from '../../shared/codec/charset.ts';
import type { FieldValue } from '../../shared/codec/frame.ts';
import type { InjectionItem } from '../../shared/link/injection.ts';
import type { ArgumentSpec, CommandSpec, SubjectSpec } from '../../shared/spec/command.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import type { FieldType } from '../../shared/spec/field.ts';
import { startProduct, type RunningProduct } from '../kit/product.ts';
import { HttpStream } from '../proof/http-stream.ts';

/** Characters of two and of four bytes, one with a backslash for its second, and digits in it. */
const NAME = '王乗𠮷 3号';

/** By type: what a person puts into the form, and what it means at the other end. */
const MEANT: Readonly<Record<FieldType, readonly [typed: string, read: FieldValue]>> = {
  text: [NAME, NAME],
  opaque: ['a1', 'a1'],
  integer: ['70', 70],
  money: ['12.5', 1250],
  time: ['2026-11-24T10:09', '2026-11-24T10:09:00'],
  'packed-day': ['2026-11-24', '2026-11-24'],
  clock: ['0930', '09:30'],
  stamp: ['36', 36],
  flag: ['1', true],
  choice: ['1', 1],
  bits: ['5', 5],
};

function meant(spec: ArgumentSpec, form: CommandSpec['form']): readonly [string, FieldValue] {
  const { type, pattern, choices, example = '' } = spec;
  if (pattern !== undefined) return [example, example];
  // Behind such a verb blanks separate.
  if (type === 'text' && form.kind === 'words') return [NAME.replaceAll(' ', ''), NAME.replaceAll(' ', '')]; // prettier-ignore
  const [last] = Object.keys(choices ?? {}).toReversed();
  if (last !== undefined) return [last, /^-?\d+$/.test(last) ? Number(last) : last];
  return MEANT[type];
}

interface Filled {
  readonly verb: string;
  readonly table?: string;
  /** A row of what was typed, by wire name. */
  readonly values: Readonly<Record<string, string>>;
  /** What each argument means, by our name; what is not here was left out. */
  readonly meaning: Readonly<Record<string, FieldValue>>;
  readonly last: boolean;
}

function fill(
  command: CommandSpec,
  subject: SubjectSpec | undefined,
  specs: readonly ArgumentSpec[],
): Filled {
  const given = specs.map((spec) => [spec, meant(spec, command.form)] as const);
  return {
    verb: command.verb,
    ...(subject !== undefined && { table: subject.name }),
    values: Object.fromEntries(given.map(([spec, [typed]]) => [spec.wire, wireOf(spec, typed)])),
    meaning: Object.fromEntries(given.map(([spec, [, read]]) => [spec.key, read])),
    last: subject?.last ?? command.last,
  };
}

/** With what is needed, with everything, and with each of the others alone. */
function fillings(command: CommandSpec, subject?: SubjectSpec): readonly Filled[] {
  const specs = argumentsOf(command, subject);
  const needed = specs.filter(({ required }) => required === true);
  const others = specs.filter(({ required }) => required !== true);
  const chosen = [needed, specs, ...others.map((spec) => [...needed, spec])];
  const sets = new Map(
    chosen.map((set) => [
      set
        .map(({ wire }) => wire)
        .toSorted()
        .join(),
      set,
    ]),
  );
  return [...sets.values()]
    .filter((set) => command.form.kind !== 'pairs' || set.length > 0)
    .map((set) => fill(command, subject, set));
}

const FILLED = COMMANDS.flatMap((command) =>
  command.form.kind === 'subject'
    ? command.form.subjects.flatMap((subject) => fillings(command, subject))
    : fillings(command),
);

const server = createServer((request, response) => void request.resume().on('end', () => response.end('OK'))); // prettier-ignore
let product: RunningProduct;
let socket: ReturnType<typeof connect>;
let stream: HttpStream;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  product = await startProduct(['--upstream', `http://127.0.0.1:${port}`]);
  socket = connect({ host: '127.0.0.1', port: Number(product.listen.split(':')[1]) });
  stream = new HttpStream(socket, 'replies');
});

afterAll(async () => {
  socket.destroy();
  await product.stop('SIGKILL');
  server.close().closeAllConnections();
});

async function say(line: string): Promise<Buffer> {
  socket.write(`${line} HTTP/1.1\r\nHost: zkeco\r\nUser-Agent: iClock Proxy/1.09\r\n\r\n`);
  return (await stream.next())?.body ?? Buffer.alloc(0);
}

const poll = (sn: string) => say(`GET /iclock/posrequest?SN=${sn}&type=pos&devno=1`);

async function queue(sn: string, commands: readonly Filled[]): Promise<readonly InjectionItem[]> {
  const response = await fetch(new URL('api/commands', product.inspector), {
    method: 'POST',
    headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      sn,
      confirm: sn,
      commands: commands.map(({ verb, table, values }) => ({ verb, table, values })),
    }),
  });
  const answer = (await response.json()) as { readonly items?: readonly InjectionItem[] };
  if (answer.items === undefined) throw new Error(JSON.stringify(answer));
  return answer.items;
}

/** As its reader understands it: verb, table, and every argument by our name. */
function read(body: Buffer, charset: Charset) {
  const reading = { text: textCodec, language: 'en', charset } as const;
  return readCommands(body, 0, body.length, reading).map(({ fields = [] }) => {
    const of = (key: string) => fields.find((field) => field.key === key)?.value;
    const values = fields.filter(({ key }) => !['cmdId', 'verb', 'table'].includes(key));
    return {
      ...{ id: of('cmdId'), verb: of('verb'), table: of('table') },
      meaning: Object.fromEntries(values.map(({ key, value }) => [key, value])),
      names: values.length,
    };
  });
}

/** 20 commands a poll, and none behind one that must stand last. */
function batches(commands: readonly Filled[]): readonly (readonly Filled[])[] {
  const made: Filled[][] = [[]];
  for (const command of commands) {
    const open = made.at(-1) as Filled[];
    if (open.length === 20 || open.at(-1)?.last === true) made.push([command]);
    else open.push(command);
  }
  return made;
}

test('every verb, table and argument is filled in somewhere', () => {
  const filled = new Set(FILLED.flatMap(({ verb, table = '', meaning }) => [`${verb} ${table}`, ...Object.keys(meaning).map((key) => `${verb} ${table} ${key}`)])); // prettier-ignore
  const wanted = COMMANDS.flatMap((command) =>
    (command.form.kind === 'subject' ? command.form.subjects : [undefined]).flatMap((subject) => [
      `${command.verb} ${subject?.name ?? ''}`,
      ...argumentsOf(command, subject).map(({ key }) => `${command.verb} ${subject?.name ?? ''} ${key}`), // prettier-ignore
    ]),
  );
  expect(wanted.filter((each) => !filled.has(each))).toEqual([]);
});

test.each([
  ['a Chinese terminal', '5158181900025', 83, 'gb18030'],
  ['an English one', '5158181900026', 69, 'utf-8'],
] as const)(
  '%s reads in every form what was meant, absent where it was left out',
  { timeout: 120_000 },
  async (_who, sn, language, charset) => {
    await say(`GET /iclock/cpos?SN=${sn}&options=all&language=${language}&pushver=4.0.1`);
    const known = async () =>
      (await product.api<{ items: { sn: string }[] }>('/api/terminals')).items.map((row) => row.sn);
    await expect.poll(known).toContain(sn);
    for (const batch of batches(FILLED)) {
      const items = await queue(sn, batch);
      const body = await poll(sn);
      const wanted = batch.map(({ verb, table, meaning }, place) => ({
        ...{ id: items[place]?.id, verb, table, meaning },
        names: Object.keys(meaning).length,
      }));
      expect(read(body, charset)).toEqual(wanted);
      // What the API showed is what came, byte for byte.
      const lines = items.map(({ wire }) => `${wire}\n`).join('');
      expect(body.equals(Buffer.from(textCodec.encode(lines, charset) ?? []))).toBe(true);
      expect((await poll(sn)).toString()).toBe('OK');
    }
  },
);
