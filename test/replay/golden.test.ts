/** Goldens: the committed starter set covers the protocol and reads as its texts say; cutting, redacting, checking. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenCommand } from '../../proxy/commands/golden.ts';
import { readingsOf, fileSource } from '../../proxy/commands/capture-source.ts';
import { KINDS, type Field } from '../../shared/codec/frame.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { ENDPOINTS } from '../../shared/spec/endpoints.ts';
import { EXCHANGE_FIELDS } from '../../shared/spec/key-exchange.ts';
import { MESSAGES } from '../../shared/spec/messages.ts';
import { OPTIONS } from '../../shared/spec/options.ts';
import { PARAMETERS } from '../../shared/spec/parameters.ts';
import { ONLINE_FIELDS, SUBSIDY_COLUMNS } from '../../shared/spec/reply-fields.ts';
import { RESULT_FIELDS } from '../../shared/spec/results.ts';
import { TABLES } from '../../shared/spec/tables/index.ts';
import { runCommand } from '../commands/run-command.ts';
import { root, temporaryFolder } from '../kit/product.ts';
import { DAY, writeCapture } from './day.ts';
import { SALT, STARTER, writeStarter } from './starter.ts';

const committed = join(root, 'captures/golden');
const silent = { stdout: async () => {}, stderr: () => {}, exit: () => {} };

const leaves = (fields: readonly Field[]): readonly Field[] =>
  fields.flatMap((field) => [field, ...leaves(field.fields ?? [])]);

/** Writes the starter set anew, as it was made. */
async function made(): Promise<string> {
  const from = temporaryFolder();
  const dir = join(temporaryFolder(), 'golden');
  for (const path of writeStarter(from)) {
    await runCommand(goldenCommand, ['add', path, '--dir', dir, '--salt', SALT]);
  }
  return dir;
}

describe('the starter set', () => {
  test('is what the samples and definitions make today; UPDATE_GOLDEN=1 writes it', async () => {
    const dir = await made();
    for (const name of Object.keys(STARTER).flatMap((each) => [`${each}.jsonl`, `${each}.txt`])) {
      const now = readFileSync(join(dir, name), 'utf8');
      if (process.env['UPDATE_GOLDEN'] === '1') {
        mkdirSync(committed, { recursive: true });
        writeFileSync(join(committed, name), now);
      }
      expect(readFileSync(join(committed, name), 'utf8') === now, name).toBe(true);
    }
  });

  test('reads as its texts say', async () => {
    const { stdout } = await runCommand(goldenCommand, ['check', '--dir', committed, '--json']);
    expect(JSON.parse(stdout)).toEqual({ checked: Object.keys(STARTER).sort(), different: [] });
  });

  test('covers every definition of the protocol', async () => {
    const seen = new Set<string>();
    const see = (what: string, name: unknown) => seen.add(`${what} ${String(name)}`.toLowerCase());
    const paths = Object.keys(STARTER).map((name) => join(committed, `${name}.jsonl`));
    for await (const { frame, exchange } of readingsOf(paths.map(fileSource), 'en', silent)) {
      const target = /^\S+[ \t]+\/iclock\/([^/?. \t]*)/.exec(Buffer.from(exchange.request.head).toString('latin1')); // prettier-ignore
      see('message', frame.kind);
      see('endpoint', target?.[1]);
      for (const { key, wire, raw } of leaves(frame.request.fields)) {
        see('parameter', wire);
        see(`parameter ${wire} =`, raw);
        see('result', key);
      }
      for (const record of frame.request.fields.filter(({ key }) => key === 'record')) {
        see(`table ${frame.table}`, record.fields?.length);
      }
      for (const field of leaves(frame.response?.fields ?? [])) {
        see('answer', field.wire);
        if (field.key !== 'command') continue;
        const of = (name: string) => field.fields?.find(({ key }) => key === name)?.value ?? '';
        see('command', of('verb'));
        see(`command ${of('verb')}`, of('table'));
      }
    }
    const wanted = [
      ...MESSAGES.map(({ kind }) => `message ${kind}`),
      ...KINDS.map((kind) => `message ${kind}`),
      ...ENDPOINTS.map(({ name }) => `endpoint ${name}`),
      ...MESSAGES.flatMap(({ parameters }) => parameters.map((name) => `parameter ${name}`)),
      ...PARAMETERS.map(({ wire }) => `parameter ${wire}`),
      ...PARAMETERS.flatMap(
        ({ wire, choices }) =>
        wire === 'language' ? [] : Object.keys(choices ?? {}).map((name) => `parameter ${wire} = ${name}`), // prettier-ignore
      ),
      ...TABLES.flatMap(({ name, layouts }) =>
        layouts.map(({ columns }) => `table ${name} ${columns.length}`),
      ),
      ...COMMANDS.map(({ verb }) => `command ${verb}`),
      ...COMMANDS.flatMap(({ verb, form }) =>
        form.kind === 'subject' ? form.subjects.map(({ name }) => `command ${verb} ${name}`) : [],
      ),
      ...RESULT_FIELDS.map(({ key }) => `result ${key}`),
      ...[...OPTIONS, ...EXCHANGE_FIELDS, ...SUBSIDY_COLUMNS, ...ONLINE_FIELDS].map(
        ({ wire }) => `answer ${wire}`,
      ),
    ];
    expect(wanted.length).toBeGreaterThan(200);
    expect(wanted.filter((each) => !seen.has(each.toLowerCase()))).toEqual([]);
  });

  test('holds none of the passwords of the samples', () => {
    const text = readFileSync(join(committed, 'cards.jsonl'), 'utf8');
    expect(text).not.toMatch(/Pwd=(?:123456|654321)\b/);
  });
});

describe('golden add', () => {
  const folder = temporaryFolder();
  const day = join(folder, 'day.jsonl');
  writeCapture(day, DAY);

  test('replaces secrets by others of the same length, the same everywhere', async () => {
    const dir = join(folder, 'golden');
    const { stdout } = await runCommand(goldenCommand, [
      'add',
      day,
      '--dir',
      dir,
      '--name',
      'lunch',
    ]);
    expect(stdout).toContain('lunch.jsonl');
    const text = readFileSync(join(dir, 'lunch.jsonl'), 'utf8');
    const secrets = [...text.matchAll(/(?:Pwd|PassWord)=(\w+)/g)].map(([, secret]) => secret);
    expect(secrets).toHaveLength(4);
    expect(secrets.every((secret) => /^\d{6}$/.test(secret ?? ''))).toBe(true);
    // Card 10023 has one password: at its loss, at its change, and in its USERINFO.
    expect(new Set(secrets).size).toBe(2);
    expect(secrets).not.toContain('123456');
    expect(text.length).toBe(readFileSync(day, 'utf8').length);
  });

  test('cuts by the filter, and never writes over a golden', async () => {
    const dir = join(folder, 'cut');
    const args = ['add', day, '--dir', dir, '--filter', 'kind:upload'];
    await runCommand(goldenCommand, args);
    expect(readFileSync(join(dir, 'day.txt'), 'utf8')).toMatch(/4 consumption records/);
    expect(readFileSync(join(dir, 'day.jsonl'), 'utf8').split('\n')).toHaveLength(5);
    await expect(runCommand(goldenCommand, args)).rejects.toThrow(/is there already/);
  });

  test('check says the line that reads otherwise', async () => {
    const dir = join(folder, 'changed');
    await runCommand(goldenCommand, ['add', day, '--dir', dir]);
    const path = join(dir, 'day.txt');
    writeFileSync(path, readFileSync(path, 'utf8').replace('PosMoney: 12.00', 'PosMoney: 12.01'));
    const { stdout } = await runCommand(goldenCommand, ['check', '--dir', dir]);
    expect(stdout).toMatch(/line \d+:\n- .*12\.01.*\n\+ .*12\.00/);
    expect(stdout).toContain('1 read otherwise');
    expect(basename(path)).toBe('day.txt');
  });
});
