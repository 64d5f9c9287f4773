/** The exchange list, an exchange, the terminals: what scripts and the page ask the desk for. */

import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExchangeDetail, ExchangeList, Status, TerminalRow } from '../../shared/link/api.ts';
import { exchange, lineOf, newCapture, openTestDesk, upload, type TestDesk } from './kit.ts';

/** Polls 1 to 10, save that 4 and 8 are uploads. */
const TEN = Array.from({ length: 10 }, (_, at) =>
  at === 3 || at === 7 ? upload(at + 1, at + 31) : exchange(at + 1),
);

const list = (desk: TestDesk, query = '') => desk.get<ExchangeList>(`/api/exchanges?${query}`);
const numbers = ({ items }: ExchangeList) => items.map((row) => row.n);

describe('GET /api/exchanges', () => {
  test.each<[query: string, n: number[], offset: number, matched: number]>([
    ['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0, 10],
    ['filter=&before=&after=&limit=', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0, 10],
    ['limit=3', [8, 9, 10], 7, 10],
    ['limit=0', [], 10, 10],
    ['limit=3&offset=0', [1, 2, 3], 0, 10],
    ['limit=3&offset=9', [10], 9, 10],
    ['limit=3&offset=50', [], 10, 10],
    ['limit=3&after=4', [5, 6, 7], 4, 10],
    ['limit=3&after=0', [1, 2, 3], 0, 10],
    ['limit=3&after=10', [], 10, 10],
    ['limit=3&before=4', [1, 2, 3], 0, 10],
    ['limit=2&before=4', [2, 3], 1, 10],
    ['limit=3&before=1', [], 0, 10],
    ['limit=3&before=99', [8, 9, 10], 7, 10],
    ['limit=9&after=3&before=6', [4, 5], 3, 10],
    ['limit=9&after=6&before=3', [], 2, 10],
    ['idle=0', [4, 8], 0, 2],
    ['idle=1&limit=1', [10], 9, 10],
    ['idle=0&after=4', [8], 1, 2],
    ['idle=0&before=8', [4], 0, 2],
    ['idle=0&offset=1', [8], 1, 2],
    ['filter=kind:upload', [4, 8], 0, 2],
    ['filter=kind:upload&after=4', [8], 1, 2],
    ['filter=kind:poll&limit=2', [9, 10], 6, 8],
    ['filter=kind:poll&idle=0', [], 0, 0],
    ['filter=38', [8], 0, 1],
  ])('?%s', async (query, n, offset, matched) => {
    const answer = await list(await openTestDesk({ exchanges: TEN }), query);
    expect({ n: numbers(answer), offset: answer.offset, matched: answer.matched }).toEqual({
      n,
      offset,
      matched,
    });
    expect(answer.total).toBe(10);
    expect(answer.progress).toBeUndefined();
  });

  test.each([
    ['kind:upload', [4, 8]],
    ['RecNo:38', [8]],
    ['body~"38"', [8]],
  ])('a highlight leaves nothing out: %s', async (highlight, lit) => {
    const desk = await openTestDesk({ exchanges: TEN });
    const given = `highlight=${encodeURIComponent(highlight)}`;
    const { items, matched } = await list(desk, given);
    expect(matched).toBe(10);
    expect(items.filter((row) => row.lit).map((row) => row.n)).toEqual(lit);
    expect(items.every((row) => row.lit !== undefined)).toBe(true);
    const filtered = await list(desk, `${given}&filter=kind:upload`);
    expect(filtered.items.map((row) => row.lit)).toEqual([4, 8].map((n) => lit.includes(n)));
  });

  test('a highlight that cannot be read is refused as a filter is, by its own code', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const said = async (query: string) => {
      const answer = await desk.ask(`/api/exchanges?${query}`);
      return { status: answer.status, ...(answer.json() as object) };
    };
    const filter = await said('filter=sn:1%20nothing:(');
    const highlight = await said('highlight=sn:1%20nothing:(');
    expect(filter).toMatchObject({ status: 400, error: { code: 'FILTER', at: 5 } });
    expect(highlight).toEqual({
      ...filter,
      error: { ...(filter as { error?: object }).error, code: 'HIGHLIGHT' },
    });
  });

  test('a row says what happened in words', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const { items } = await list(desk, 'filter=kind:upload&limit=1');
    expect(items).toEqual([
      {
        n: 8,
        at: '2018-11-02T09:00:08.000Z',
        sn: '5158181900025',
        kind: 'upload',
        table: 'BUYLOG',
        summary: expect.stringMatching(/1 consumption record.*12\.50.*RecNo 38/),
        reply: expect.stringContaining('OK'),
        outcome: 'complete',
        totalMs: 2.5,
        size: expect.any(Number),
        severity: items[0]?.severity,
        changed: false,
        idle: false,
      },
    ]);
  });

  test('in Chinese where that is asked for', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const { items } = await list(desk, 'language=zh&idle=0');
    expect(items.map((row) => row.summary).join()).toMatch(/\p{Script=Han}/u);
  });

  test('what was recorded before the question is in the answer, without waiting', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    for (let n = 11; n < 31; n++) {
      desk.record(exchange(n));
      expect((await list(desk, 'limit=1')).items[0]?.n).toBe(n);
      expect((await list(desk, 'filter=kind:poll&limit=1')).items[0]?.n).toBe(n);
    }
  });

  test('a filter that is not understood is refused, with the place', async () => {
    const answer = await (await openTestDesk()).ask('/api/exchanges?filter=kind:upload%20and%20(');
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'FILTER', at: expect.any(Number) } });
  });

  test('a line that is being written is read once it is whole, a damaged one is passed over', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const line = lineOf(exchange(11));
    appendFileSync(desk.path, line.slice(0, 100));
    expect((await list(desk)).total).toBe(10);
    appendFileSync(desk.path, line.slice(100));
    expect((await list(desk)).total).toBe(11);
    appendFileSync(
      desk.path,
      `${lineOf(exchange(12)).replace('posrequest', 'posreqUest')}not a line\n\n`,
    );
    desk.record(exchange(13));
    expect(numbers(await list(desk, 'limit=2'))).toEqual([11, 13]);
  });

  test('a run spans its files', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    desk.rotate('second.jsonl');
    desk.record(exchange(11), exchange(12));
    desk.rotate('third.jsonl');
    desk.record(upload(13, 40));
    expect(numbers(await list(desk, 'limit=4'))).toEqual([10, 11, 12, 13]);
    expect(numbers(await list(desk, 'idle=0'))).toEqual([4, 8, 13]);
    expect((await desk.get<Status>('/api/status')).capture.path).toBe(desk.path);
    const { exchange: line } = await desk.get<ExchangeDetail>('/api/exchanges/11');
    expect(line['n']).toBe(11);
  });

  test('a torn end is left behind when the run goes on in another file', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    appendFileSync(desk.path, lineOf(exchange(11)).slice(0, 100));
    desk.rotate('second.jsonl');
    desk.record(exchange(12));
    expect(numbers(await list(desk, 'limit=2'))).toEqual([10, 12]);
  });

  test('a desk that was started again reads the run from its beginning', async () => {
    const first = await openTestDesk({ exchanges: TEN });
    const path = newCapture(first.dir, 'second.jsonl', lineOf(exchange(11)));
    const desk = await openTestDesk({ capturePath: path, earlierPaths: [first.path] });
    expect(numbers(await list(desk))).toHaveLength(11);
  });
});

describe('GET /api/exchanges/N', () => {
  test('gives the line as it stands in the file, and its reading', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const detail = await desk.get<ExchangeDetail>('/api/exchanges/4');
    expect(detail.exchange).toEqual(JSON.parse(lineOf(TEN[3] as (typeof TEN)[0])));
    expect(detail.decoded).toMatchObject({ kind: 'upload', sn: '5158181900025', table: 'BUYLOG' });
    expect(Array.isArray(detail.decoded.findings)).toBe(true);
    expect(JSON.stringify(detail.decoded.request.fields)).toContain('"wire":"PosMoney"');
  });
});

describe('GET /api/terminals', () => {
  test('one row a serial', async () => {
    const desk = await openTestDesk({ exchanges: [...TEN, exchange(11, { sn: '77' })] });
    const { items } = await desk.get<{ items: TerminalRow[] }>('/api/terminals');
    expect(items.map(({ sn }) => sn).sort()).toEqual(['5158181900025', '77']);
    expect(items.find(({ sn }) => sn === '77')?.exchanges).toBe(1);
  });
});

describe('GET /api/status', () => {
  test('the counters of the main thread, and how far the desk is behind', async () => {
    const desk = await openTestDesk({ exchanges: TEN, readOnly: true });
    desk.counters.add({ exchanges: 3, dropped: 3, connections: 2 });
    await list(desk);
    const status = await desk.get<Status>('/api/status');
    expect(status).toMatchObject({
      version: '0.0.0',
      listen: '127.0.0.1:8081',
      upstream: 'http://zkeco:8088',
      counters: { exchanges: 13, recorded: 10, dropped: 3, injected: 0, connections: 2 },
      notRecording: null,
      behind: 0,
      readOnly: true,
    });
    desk.desk.take({ type: 'recording', notRecording: 'The disk is full.' });
    desk.counters.add({ exchanges: 2, recorded: 2 });
    expect(await desk.get<Status>('/api/status')).toMatchObject({
      notRecording: 'The disk is full.',
      behind: 2,
    });
  });
});
