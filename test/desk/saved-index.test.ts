/** The index kept beside an earlier capture: the same answers without reading it, or none of its business. */

import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExchangeList } from '../../shared/link/api.ts';
import { noteLine } from '../../shared/capture/line.ts';
import { Captures } from '../../proxy/desk/captures.ts';
import type { CaptureView } from '../../proxy/desk/capture-view.ts';
import { catchUp } from '../../proxy/desk/look-through.ts';
import { writeSaved } from '../../proxy/desk/saved-index.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { deskSetting, exchange, lineOf, newCapture, openTestDesk, PATIENT, upload } from './kit.ts';

const EXCHANGES = 2_400;
const VERSION = '1.2.3';
const FOREVER = { untilMs: Infinity, isGone: () => false };
const INIT = {
  request: 'GET /iclock/cpos?SN=5158181900025&options=all&language=83&pushver=2.4.0 HTTP/1.1',
  reply: 'GET OPTION FROM: 5158181900025\r\nPushProtVer=2.4.0\r\nEncrypt=1\r\n',
};

let lines = '';
beforeAll(() => {
  const note = noteLine({ at: '2018-11-02T09:00:00Z', n: 7, mark: true, text: 'here' }, lineTools);
  const line = (n: number) => lineOf(n === 1 ? exchange(n, INIT) : n % 3 === 0 ? upload(n, n, `51581819000${n % 90}`) : exchange(n)); // prettier-ignore
  lines =
    Array.from({ length: EXCHANGES }, (_, at) => line(at + 1)).join('') + note + '{"damaged\n';
});

interface Opened {
  readonly view: CaptureView;
  /** Bytes of the capture that an index spared. */
  readonly spared: number;
}

function open(dir: string, { version = VERSION, mayKeep = true } = {}): Opened {
  const view = new Captures(dir, version, () => mayKeep).view('old.jsonl');
  while (view.isRestoring) view.readOn();
  return { view, spared: view.offset };
}

function seen({ index, notes, recorded, damaged }: CaptureView): unknown {
  const rows = Array.from({ length: index.count }, (_, at) => [
    ...[index.facts(at), index.place(at), index.amounts(at)],
  ]);
  return { rows, notes: notes.all, recorded, damaged, serials: index.values('sn') };
}

/** A folder with a capture that was read to its end, and its index. */
async function kept(): Promise<{ dir: string; path: string; idx: string; read: CaptureView }> {
  const dir = deskSetting().start.capturesDir;
  const path = newCapture(dir, 'old.jsonl', lines);
  const { view } = open(dir);
  await catchUp(view, FOREVER);
  const idx = `${path}.idx`;
  await vi.waitFor(() => expect(existsSync(idx)).toBe(true), PATIENT);
  return { dir, path, idx, read: view };
}

test('an index that fits spares the reading and answers the same', async () => {
  const { dir, path, idx, read } = await kept();
  expect(statSync(idx).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir).sort()).toEqual(['now.jsonl', 'old.jsonl', 'old.jsonl.idx']);
  const { view, spared } = open(dir);
  expect(spared).toBe(statSync(path).size);
  expect(view.readOn()).toBe(false);
  expect(seen(view)).toEqual(seen(read));
  expect(view.index.count).toBe(EXCHANGES);
  for (const at of [0, 1, 2, 6, EXCHANGES - 1]) {
    expect(view.row(at, 'zh')).toEqual(read.row(at, 'zh'));
    expect(view.detail(at, 'en')).toEqual(read.detail(at, 'en'));
  }
});

test('the terminals are those of the whole capture', async () => {
  const { dir, read } = await kept();
  const { view } = open(dir);
  await catchUp(view.thorough, FOREVER);
  expect(view.thorough.sessions.rows('en')).toEqual(read.sessions.rows('en'));
  expect(read.sessions.size).toBeGreaterThan(10);
});

test('what was appended since is read', async () => {
  const { dir, path, read } = await kept();
  const { size } = statSync(path);
  appendFileSync(path, lineOf(exchange(EXCHANGES + 1)) + noteLine({ at: '', n: 8, mark: true }, lineTools)); // prettier-ignore
  const { view, spared } = open(dir);
  expect(spared).toBe(size);
  await catchUp(view, FOREVER);
  await catchUp(read, FOREVER);
  expect(seen(view)).toEqual(seen(read));
  expect(view.notes.of(8).mark).toBe(true);
});

describe('an index that does not fit is passed over', () => {
  test.for<[string, (path: string, idx: string) => void]>([
    ['another time of the capture', (path) => utimesSync(path, 1, 1)],
    ['another capture, longer', (path) => writeFileSync(path, `${readFileSync(path, 'utf8').replace('canteen', 'kitchen')}\n`)],
    ['a shorter capture', (path) => writeFileSync(path, readFileSync(path).subarray(0, 9_000))],
    ['a flipped bit in a column', (_, idx) => flip(idx, statSync(idx).size - 900)],
    ['a flipped bit in the facts', (_, idx) => flip(idx, 200)],
    ['a flipped bit in its first line', (_, idx) => flip(idx, 3)],
    ['its first half', (_, idx) => writeFileSync(idx, readFileSync(idx).subarray(0, 40_000))],
    ['an empty one', (_, idx) => writeFileSync(idx, '')],
  ])('%s', async ([, change]) => {
    const { dir, path, idx } = await kept();
    change(path, idx);
    const { view, spared } = open(dir);
    expect(spared).toBe(0);
    expect(view.index.count).toBe(0);
  }); // prettier-ignore

  test('one of another build', async () => {
    const { dir } = await kept();
    expect(open(dir, { version: '1.2.4' }).spared).toBe(0);
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

test('where it cannot lie, nothing is left behind', async () => {
  const dir = deskSetting().start.capturesDir;
  const path = newCapture(dir, 'old.jsonl', lines);
  mkdirSync(join(`${path}.idx`, 'taken'), { recursive: true });
  const { view } = open(dir, { mayKeep: false });
  await catchUp(view, FOREVER);
  const { facts, columns } = view.save();
  await writeSaved(path, VERSION, facts, columns);
  expect(readdirSync(dir).sort()).toEqual(['now.jsonl', 'old.jsonl', 'old.jsonl.idx']);
  expect(open(dir).spared).toBe(0);
});

test('it is no capture, and goes where its capture goes', async () => {
  const desk = await openTestDesk();
  newCapture(desk.dir, 'old.jsonl', lines);
  const idx = (name: string) => existsSync(join(desk.dir, `${name}.idx`));
  const read = (name: string) => desk.get<ExchangeList>(`/api/exchanges?capture=${name}&limit=1`);
  await vi.waitFor(async () => {
    expect((await read('old.jsonl')).progress).toBeUndefined();
    expect(idx('old.jsonl')).toBe(true);
  }, PATIENT);
  const { items } = await desk.get<{ items: { name: string }[] }>('/api/captures');
  expect(items.map(({ name }) => name).sort()).toEqual(['now.jsonl', 'old.jsonl']);

  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'lunch.jsonl' });
  expect((await desk.ask('/api/captures/old.jsonl', { method: 'POST', headers, body })).status).toBe(200); // prettier-ignore
  expect([idx('old.jsonl'), idx('lunch.jsonl')]).toEqual([false, true]);
  expect(await read('lunch.jsonl')).toMatchObject({ total: EXCHANGES });
  expect((await desk.ask('/api/captures/lunch.jsonl', { method: 'DELETE' })).status).toBe(204);
  expect(readdirSync(desk.dir)).toEqual(['now.jsonl']);
});

test('--read-only writes nothing', async () => {
  const desk = await openTestDesk({ readOnly: true });
  newCapture(desk.dir, 'old.jsonl', lines);
  await vi.waitFor(async () => {
    const list = await desk.get<ExchangeList>('/api/exchanges?capture=old.jsonl&limit=1');
    expect(list.progress).toBeUndefined();
  }, PATIENT);
  expect(readdirSync(desk.dir).sort()).toEqual(['now.jsonl', 'old.jsonl']);
});
