/** `pushscope simulate write`: a capture that reads without damage, and is the same for the same seed. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RunError } from '../../proxy/commands/io.ts';
import { simulateWrite } from '../../proxy/commands/simulate-write.ts';
import { readCapture } from '../../proxy/record/capture-reader.ts';
import { readBrief } from '../../shared/codec/brief.ts';

const io = { stdout: async () => {}, stderr: () => {}, exit: () => {} };
const day = { exchanges: 5_000, terminals: 20, seed: 7, mishaps: false, json: false };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'pushscope-write-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('most of a day is idle polls, and every line is whole', async () => {
  const path = join(folder(), 'day.jsonl');
  await simulateWrite(io, path, day);
  const kinds: Record<string, number> = {};
  const serials = new Set<string>();
  let expected = 1;
  for await (const { entry } of readCapture(path)) {
    if (entry.type === 'header') continue;
    if (entry.type !== 'exchange') throw new Error(`a ${entry.type} line`);
    const { kind, idle, sn } = readBrief(entry.exchange);
    const name = idle ? 'idle' : kind;
    kinds[name] = (kinds[name] ?? 0) + 1;
    serials.add(sn);
    expect(entry.exchange.n).toBe(expected++);
  }
  expect(expected - 1).toBe(5_000);
  expect(serials.size).toBe(20);
  expect((kinds['idle'] ?? 0) / 5_000).toBeGreaterThan(0.8);
  expect(kinds).toMatchObject({
    init: 20,
    upload: expect.any(Number),
    poll: expect.any(Number),
    'command-result': expect.any(Number),
  });
});

test('the same seed writes the same bytes, another seed others', async () => {
  const dir = folder();
  const [one, two, other] = ['1.jsonl', '2.jsonl', '3.jsonl'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  await simulateWrite(io, one, day);
  await simulateWrite(io, two, day);
  await simulateWrite(io, other, { ...day, seed: 8 });
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  expect(readFileSync(one).equals(readFileSync(other))).toBe(false);
});

test('a file that is there already is left alone', async () => {
  const path = join(folder(), 'day.jsonl');
  await simulateWrite(io, path, day);
  const before = readFileSync(path);
  await expect(simulateWrite(io, path, { ...day, seed: 8 })).rejects.toThrow(RunError);
  expect(readFileSync(path).equals(before)).toBe(true);
});
