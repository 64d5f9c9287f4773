/** Capture files: listed, downloaded, begun anew, and earlier ones opened. */

import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  CaptureList,
  ExchangeDetail,
  ExchangeList,
  TerminalRow,
} from '../../shared/link/api.ts';
import { exchange, lineOf, newCapture, openTestDesk, PATIENT, upload } from './kit.ts';

describe('GET /api/captures', () => {
  test('lists the folder and nothing else', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    newCapture(desk.dir, 'lunch 午餐.jsonl');
    writeFileSync(join(desk.dir, 'no-header.jsonl'), '');
    writeFileSync(join(desk.dir, 'notes.txt'), '');
    mkdirSync(join(desk.dir, 'folder.jsonl'));
    symlinkSync('/etc/passwd', join(desk.dir, 'link.jsonl'));
    const { items } = await desk.get<CaptureList>('/api/captures');
    expect(items.map(({ name }) => name).sort()).toEqual(
      ['lunch 午餐.jsonl', 'no-header.jsonl', 'now.jsonl'].sort(),
    );
    expect(items.find(({ name }) => name === 'now.jsonl')).toEqual({
      name: 'now.jsonl',
      bytes: readFileSync(desk.path).length,
      createdAt: '2018-11-02T09:00:00.000Z',
      current: true,
    });
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    expect((await desk.ask('/api/captures/link.jsonl')).status).toBe(404);
    expect((await desk.ask('/api/captures/folder.jsonl')).status).toBe(404);
  });
});

describe('GET /api/captures/NAME', () => {
  test('is the file', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1), upload(2, 31)] });
    const answer = await desk.ask('/api/captures/now.jsonl');
    expect(answer.text).toBe(readFileSync(desk.path, 'utf8'));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="now.jsonl"; filename*=UTF-8''now.jsonl`,
    });
    const head = await desk.ask('/api/captures/now.jsonl', { method: 'HEAD' });
    expect(head.text).toBe('');
    expect(head.headers['content-length']).toBe(String(answer.text.length));
  });

  test('of any name that a file may have', async () => {
    const desk = await openTestDesk();
    const path = newCapture(desk.dir, `午餐 "1'(.jsonl`);
    const answer = await desk.ask(`/api/captures/${encodeURIComponent(`午餐 "1'(.jsonl`)}`);
    expect(answer.text).toBe(readFileSync(path, 'utf8'));
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="____1__.jsonl"; filename*=UTF-8''%E5%8D%88%E9%A4%90%20%221%27%28.jsonl`,
    );
  });
});

describe('POST /api/captures/rotate', () => {
  const ask = { method: 'POST' };

  test('asks the recorder and answers with the new file', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const answer = desk.ask('/api/captures/rotate', ask);
    await expect
      .poll(() => desk.posted.find(({ type }) => type === 'rotate'), PATIENT)
      .toBeDefined();
    const request = desk.posted.find((each) => each.type === 'rotate');
    desk.rotate('second.jsonl', request?.requestId);
    expect((await answer).json()).toEqual({ path: desk.path, name: 'second.jsonl' });
    const { items } = await desk.get<CaptureList>('/api/captures');
    expect(items.find(({ current }) => current)?.name).toBe('second.jsonl');
  });

  test('says when the recorder cannot', async () => {
    const desk = await openTestDesk();
    const answer = desk.ask('/api/captures/rotate', ask);
    await expect.poll(() => desk.posted.length, PATIENT).toBe(1);
    desk.desk.take({ type: 'rotate-failed', message: 'the disk is full', requestId: 1 });
    expect((await answer).status).toBe(500);
    expect((await answer).text).toContain('the disk is full');
  });

  test('is refused with --read-only', async () => {
    const desk = await openTestDesk({ readOnly: true });
    const answer = await desk.ask('/api/captures/rotate', ask);
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ error: { code: 'READ_ONLY' } });
    expect(desk.posted).toEqual([]);
  });
});

describe('an earlier capture', () => {
  test('is listed, opened and filtered like the live one', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const lines = [upload(1, 31, '900'), exchange(2, { sn: '900' }), upload(3, 32, '901')].map(
      lineOf,
    );
    newCapture(desk.dir, 'lunch.jsonl', lines.join(''));
    const query = 'capture=lunch.jsonl';
    const list = await desk.get<ExchangeList>(`/api/exchanges?${query}&idle=0`);
    expect(list.items.map(({ n, sn }) => [n, sn])).toEqual([
      [1, '900'],
      [3, '901'],
    ]);
    expect(list).toMatchObject({ total: 3, matched: 2 });
    const detail = await desk.get<ExchangeDetail>(`/api/exchanges/3?${query}`);
    expect(detail.decoded.sn).toBe('901');
    const { items } = await desk.get<{ items: TerminalRow[] }>(`/api/terminals?${query}`);
    expect(items.map(({ sn }) => sn).sort()).toEqual(['900', '901']);
    expect((await desk.get<ExchangeList>('/api/exchanges')).total).toBe(1);
  });

  test('with a torn end shows what is whole', async () => {
    const desk = await openTestDesk();
    newCapture(desk.dir, 'torn.jsonl', lineOf(exchange(1)) + lineOf(exchange(2)).slice(0, 99));
    const list = await desk.get<ExchangeList>('/api/exchanges?capture=torn.jsonl');
    expect(list.items.map(({ n }) => n)).toEqual([1]);
    expect(list.progress).toBeUndefined();
  });

  test('in which the numbers begin anew is shown whole', async () => {
    const desk = await openTestDesk();
    newCapture(desk.dir, 'two.jsonl', [1, 2, 3, 1, 2].map((n) => lineOf(exchange(n))).join(''));
    const list = await desk.get<ExchangeList>('/api/exchanges?capture=two.jsonl');
    expect(list.items.map(({ n }) => n)).toEqual([1, 2, 3, 1, 2]);
    const newest = await desk.get<ExchangeList>('/api/exchanges?capture=two.jsonl&after=1');
    expect(newest.items.map(({ n }) => n)).toEqual([2]);
  });

  test('by the name of the present one grows with it', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const total = async () =>
      (await desk.get<ExchangeList>('/api/exchanges?capture=now.jsonl')).total;
    expect(await total()).toBe(1);
    desk.record(exchange(2));
    expect(await total()).toBe(2);
  });

  test('of a newer format is refused with a sentence', async () => {
    const desk = await openTestDesk();
    writeFileSync(
      join(desk.dir, 'newer.jsonl'),
      '{"pushscope":"capture","version":99,"createdAt":"","upstream":"","host":""}\n',
    );
    const answer = await desk.ask('/api/exchanges?capture=newer.jsonl');
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'CAPTURE_TOO_NEW' } });
  });

  test('that vanishes leaves rows without words, and the desk', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const path = newCapture(desk.dir, 'cut.jsonl', lineOf(upload(1, 31)) + lineOf(upload(2, 32)));
    await desk.get('/api/exchanges?capture=cut.jsonl&limit=0');
    writeFileSync(path, '');
    const { items } = await desk.get<ExchangeList>('/api/exchanges?capture=cut.jsonl&language=zh');
    expect(items.map(({ n, kind, summary }) => [n, kind, summary])).toEqual([
      [1, 'upload', '（文件中已不存在）'],
      [2, 'upload', '（文件中已不存在）'],
    ]);
    expect((await desk.ask('/api/exchanges/2?capture=cut.jsonl')).status).toBe(404);
  });

  test('more of them than are kept open can be looked at in turn', async () => {
    const desk = await openTestDesk();
    const names = [1, 2, 3, 4, 5].map((number) => `c${number}.jsonl`);
    for (const [at, name] of names.entries()) newCapture(desk.dir, name, lineOf(exchange(at + 1)));
    for (const name of [...names, ...names]) {
      const list = await desk.get<ExchangeList>(`/api/exchanges?capture=${name}`);
      expect(list.items.map(({ n }) => n)).toEqual([Number(name[1])]);
    }
    appendFileSync(join(desk.dir, 'c1.jsonl'), lineOf(exchange(9)));
    expect((await desk.get<ExchangeList>('/api/exchanges?capture=c1.jsonl')).total).toBe(2);
  });
});
