/** Marks and comments: told over HTTP, kept in the capture, shown in rows, found by filters. */

import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExchangeList } from '../../shared/link/api.ts';
import type { FromDesk } from '../../shared/link/desk.ts';
import { LONGEST_NOTE } from '../../shared/link/notes.ts';
import { appendNote } from '../../proxy/record/append-note.ts';
import { readCapture } from '../../proxy/record/capture-reader.ts';
import { exchange, lineOf, newCapture, openTestDesk, type Setting, type TestDesk } from './kit.ts';

const THREE = [1, 2, 3].map((n) => exchange(n));

/** A desk whose main thread does as it is told. */
async function openNoting(setting: Setting = {}): Promise<TestDesk> {
  const desk = await openTestDesk({ exchanges: THREE, ...setting });
  const take = (message: FromDesk): number => {
    if (message.type !== 'note') return 0;
    appendNote(message.path, message.note);
    desk.desk.take({ type: 'noted', requestId: message.requestId });
    return 0;
  };
  desk.posted.push = (...messages: FromDesk[]) => {
    for (const each of messages) take(each);
    return 0;
  };
  return desk;
}

const note = (desk: TestDesk, body: unknown, type = 'application/json') =>
  desk.ask('/api/notes', {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  });

const numbers = async (desk: TestDesk, query: string) =>
  (await desk.get<ExchangeList>(`/api/exchanges?${query}`)).items.map(({ n }) => n);

test('a mark and a comment stand in the row, in the filter and in the file', async () => {
  const desk = await openNoting();
  const marked = await note(desk, { n: 2, mark: true });
  expect(marked.status).toBe(201);
  expect(marked.json()).toEqual({ n: 2, mark: true, note: '' });
  expect((await note(desk, { n: 2, text: '看这里' })).json()).toMatchObject({ note: '看这里' });
  const { items } = await desk.get<ExchangeList>('/api/exchanges');
  expect(items.map(({ n, mark, note: text }) => [n, mark, text])).toEqual([
    [1, undefined, undefined],
    [2, true, '看这里'],
    [3, undefined, undefined],
  ]);
  expect(await numbers(desk, 'filter=marked:yes')).toEqual([2]);
  expect(await numbers(desk, `filter=${encodeURIComponent('note:这里')}`)).toEqual([2]);
  await note(desk, { n: 2, mark: false });
  expect(await numbers(desk, 'filter=marked:yes')).toEqual([]);
  const types: string[] = [];
  for await (const { entry } of readCapture(desk.path)) types.push(entry.type);
  expect(types).toEqual(['header', 'exchange', 'exchange', 'exchange', 'note', 'note', 'note']);
});

test('a closed capture keeps its notes, behind a torn line too', async () => {
  const desk = await openNoting();
  newCapture(desk.dir, 'old.jsonl', lineOf(exchange(7)) + lineOf(exchange(8)).slice(0, 40));
  expect((await note(desk, { capture: 'old.jsonl', n: 7, mark: true })).status).toBe(201);
  expect(await numbers(desk, 'capture=old.jsonl&filter=marked:yes')).toEqual([7]);
  const again = await openNoting();
  const text = readFileSync(join(desk.dir, 'old.jsonl'), 'utf8');
  newCapture(again.dir, 'copy.jsonl');
  appendFileSync(join(again.dir, 'copy.jsonl'), text.slice(text.indexOf('\n') + 1));
  expect(await numbers(again, 'capture=copy.jsonl&filter=marked:yes')).toEqual([7]);
});

test.each<[body: unknown, status: number]>([
  [{ n: 2 }, 400],
  [{ mark: true }, 400],
  [{ n: 2, mark: 'yes' }, 400],
  [{ n: 2, text: 'x'.repeat(LONGEST_NOTE + 1) }, 400],
  [[], 400],
  [{ n: 99, mark: true }, 404],
  [{ n: 1, mark: true, capture: '../now.jsonl' }, 404],
])('refuses %j', async (body, status) => {
  expect((await note(await openNoting(), body)).status).toBe(status);
});

test('refuses a form of another site, and everything under --read-only', async () => {
  expect((await note(await openNoting(), { n: 1, mark: true }, 'text/plain')).status).toBe(400);
  expect((await note(await openNoting({ readOnly: true }), { n: 1, mark: true })).status).toBe(403);
});
