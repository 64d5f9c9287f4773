/** Captures renamed, removed and taken in over real HTTP; never one of the run being recorded. */

import { pbkdf2 } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { takeUpload } from '../../proxy/desk/upload.ts';
import type { CaptureList } from '../../shared/link/api.ts';
import { temporaryFolder } from '../kit/product.ts';
import { exchange, lineOf, newCapture, openTestDesk, type TestDesk } from './kit.ts';

const LINES = [1, 2].map((n) => lineOf(exchange(n))).join('');

async function open(readOnly = false): Promise<TestDesk> {
  const desk = await openTestDesk({ exchanges: [exchange(1)], readOnly });
  newCapture(desk.dir, 'old.jsonl', LINES);
  return desk;
}

const rename = (desk: TestDesk, from: string, name: unknown) =>
  desk.ask(`/api/captures/${from}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
const remove = (desk: TestDesk, name: string) =>
  desk.ask(`/api/captures/${name}`, { method: 'DELETE' });
const put = (desk: TestDesk, name: string, body: string) =>
  desk.ask(`/api/captures/${name}`, { method: 'PUT', body });
const files = (desk: TestDesk) => readdirSync(desk.dir).sort();

test('a capture gets another name', async () => {
  const desk = await open();
  expect((await rename(desk, 'old.jsonl', 'lunch.jsonl')).json()).toEqual({ name: 'lunch.jsonl' });
  expect(files(desk)).toEqual(['lunch.jsonl', 'now.jsonl']);
  newCapture(desk.dir, 'other.jsonl');
  expect((await rename(desk, 'other.jsonl', 'lunch.jsonl')).status).toBe(409);
  expect((await rename(desk, 'now.jsonl', 'then.jsonl')).status).toBe(409);
  expect((await rename(desk, 'gone.jsonl', 'then.jsonl')).status).toBe(404);
  for (const name of ['../up.jsonl', '.hidden.jsonl', 'x.txt', '', 7])
    expect((await rename(desk, 'other.jsonl', name)).status).toBe(400);
});

test('a capture is removed', async () => {
  const desk = await open();
  expect((await remove(desk, 'old.jsonl')).status).toBe(204);
  expect((await remove(desk, 'now.jsonl')).status).toBe(409);
  desk.rotate('next.jsonl');
  expect((await remove(desk, 'now.jsonl')).status).toBe(409);
  expect(files(desk)).toEqual(['next.jsonl', 'now.jsonl']);
});

test('a capture is taken in, and listed with its span once it was read', async () => {
  const desk = await open();
  const bytes = readFileSync(join(desk.dir, 'old.jsonl'), 'utf8');
  expect((await put(desk, 'in.jsonl', bytes)).status).toBe(201);
  expect(readFileSync(join(desk.dir, 'in.jsonl'), 'utf8')).toBe(bytes);
  await desk.get('/api/exchanges?capture=in.jsonl');
  const listed = async () => {
    const { items } = await desk.get<CaptureList>('/api/captures');
    return items.find(({ name }) => name === 'in.jsonl');
  };
  await expect.poll(listed).toMatchObject({
    exchanges: 2,
    from: '2018-11-02T09:00:01.000Z',
    to: '2018-11-02T09:00:02.000Z',
  });
  expect((await put(desk, 'in.jsonl', bytes)).status).toBe(409);
  for (const wrong of ['', 'no capture\n', LINES, 'x'.repeat(10_000)])
    expect((await put(desk, 'wrong.jsonl', wrong)).status).toBe(400);
  expect(files(desk)).toEqual(['in.jsonl', 'now.jsonl', 'old.jsonl']);
});

test('what is refused at once leaves nothing behind, however slow the disk', async () => {
  const dir = temporaryFolder();
  // Threads that would open a file are busy for a while.
  const busy = Array.from({ length: 12 }, () => promisify(pbkdf2)('', '', 30_000, 64, 'sha512'));
  const refused = Array.from({ length: 40 }, (_, at) =>
    takeUpload(Readable.from([Buffer.from('no capture\n')]), join(dir, `${at}.jsonl`)),
  );
  for (const { status } of await Promise.allSettled(refused)) expect(status).toBe('rejected');
  await Promise.all(busy);
  // Whatever was asked of the disk before this is done after it.
  for (let turn = 0; turn < 5; turn++) await Promise.all(refused.map(() => stat(dir)));
  expect(readdirSync(dir)).toEqual([]);
});

test('nothing of it under --read-only', async () => {
  const desk = await open(true);
  expect((await rename(desk, 'old.jsonl', 'a.jsonl')).status).toBe(403);
  expect((await remove(desk, 'old.jsonl')).status).toBe(403);
  expect((await put(desk, 'a.jsonl', LINES)).status).toBe(403);
  expect(files(desk)).toEqual(['now.jsonl', 'old.jsonl']);
});
