/** Goldens: the committed starter set covers the protocol and reads as its texts say; cutting, redacting, checking. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { goldenCommand } from '../../proxy/commands/golden.ts';
import { readingsOf, fileSource } from '../../proxy/commands/capture-source.ts';
import { KINDS, type Field } from '../../shared/codec/frame.ts';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
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

  test('covers every kind, table and command', async () => {
    const kinds = new Set<string>();
    const tables = new Set<string>();
    const verbs = new Set<string>();
    const paths = Object.keys(STARTER).map((name) => join(committed, `${name}.jsonl`));
    for await (const { frame } of readingsOf(paths.map(fileSource), 'en', silent)) {
      kinds.add(frame.kind);
      tables.add(frame.table.toUpperCase());
      for (const { key, value } of leaves(frame.response?.fields ?? [])) {
        if (key === 'verb') verbs.add(String(value));
      }
    }
    expect(KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(TABLES.filter(({ name }) => !tables.has(name.toUpperCase()))).toEqual([]);
    expect(COMMANDS.filter(({ verb }) => !verbs.has(verb))).toEqual([]);
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
