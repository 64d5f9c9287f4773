/** The disk budget: what goes, in which order, and what never does. */

import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Budget } from '../../proxy/record/budget.ts';

const names = [1, 2, 3, 4].map((day) => `2026-11-0${day}T05-30-12Z-001.jsonl`);
const OPEN = names.at(-1) as string;

function folder(files: Readonly<Record<string, number>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'pushscope-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), Buffer.alloc(bytes)); // prettier-ignore
  return dir;
}

const each = (bytes: number) => Object.fromEntries(names.map((name) => [name, bytes]));

async function trim(dir: string, keepBytes: number, open = OPEN) {
  const [log, removed]: [string[], string[]] = [[], []];
  const options = { dir, keepBytes, rotateBytes: 1_000, log: (sentence: string) => log.push(sentence) }; // prettier-ignore
  const budget = new Budget({ ...options, onRemove: (path) => removed.push(basename(path)) });
  await budget.trim(join(dir, open));
  return { left: readdirSync(dir).sort(), log, removed };
}

test('nothing goes as long as the file being written can grow to its size', async () => {
  const { left, log } = await trim(folder({ ...each(1_000) }), 4_000);
  expect(left).toEqual(names);
  expect(log).toEqual([]);
});

test('the oldest go first, with what stands beside them, and each is told', async () => {
  const dir = folder({ ...each(1_000), [`${names[0]}.idx`]: 100, [`${names[1]}.idx`]: 10 });
  const { left, log, removed } = await trim(dir, 3_010);
  expect(left).toEqual(names.slice(1).flatMap((name, i) => (i === 0 ? [name, `${name}.idx`] : [name]))); // prettier-ignore
  expect(removed).toEqual(names.slice(0, 1));
  expect(log).toEqual([`${names[0]} (1 MB) was removed, to stay within --keep.`]);
});

test('the file being written stays, whatever its size and age', async () => {
  const { left } = await trim(folder(each(9_000)), 1_500, names[0]);
  expect(left).toEqual([names[0]]);
});

test('nothing goes that somebody named, nor folders, nor the journal', async () => {
  const mine = ['golden.jsonl', 'lunch-2026-11-01.jsonl', `kept-${names[0]}`, 'injections.journal'];
  const dir = folder({ ...each(1_000), ...Object.fromEntries(mine.map((name) => [name, 50_000])) });
  mkdirSync(join(dir, 'files'));
  const { left } = await trim(dir, 1_500);
  expect(left).toEqual([...mine, 'files', OPEN].sort());
});

test('a folder that cannot be read is told, and nothing else happens', async () => {
  const said: string[] = [];
  const dir = join(folder({}), 'nowhere');
  const options = { dir, keepBytes: 1, rotateBytes: 1, onRemove: () => {} };
  await new Budget({ ...options, log: (sentence) => said.push(sentence) }).trim(join(dir, OPEN));
  expect(said).toEqual([
    expect.stringMatching(/^The captures could not be kept within --keep: ENOENT/),
  ]);
});
