/** Statistics, added columns and seen values over real HTTP. */

import { describe, expect, test } from 'vitest';
import type { ExchangeList } from '../../shared/link/api.ts';
import type { SeenValueList, Statistics } from '../../shared/link/statistics.ts';
import { exchange, newCapture, lineOf, openTestDesk, upload } from './kit.ts';

/** A poll a second; 4 and 8 are uploads of 12.50, 9 an upload that is refused. */
const TEN = Array.from({ length: 10 }, (_, at) => {
  if (at === 3 || at === 7) return upload(at + 1, at + 31);
  if (at !== 8) return exchange(at + 1);
  return { ...exchange(9, { reply: 'ERROR:queue is full' }), request: upload(9, 40).request };
});

describe('GET /api/statistics', () => {
  test('adds up buckets, latency, intervals, answers and hours', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const all = await desk.get<Statistics>('/api/statistics');
    expect(all).toMatchObject({
      from: '2018-11-02T09:00:01.000Z',
      to: '2018-11-02T09:00:11.000Z',
      bucketMs: 1000,
      answers: [{ answer: 'ERROR:queue is full', count: 1 }],
      hours: [{ hour: '2018-11-02T09:00:00.000Z', records: 3, cents: 3750 }],
    });
    expect(all.buckets).toHaveLength(10);
    expect(all.buckets[3]).toMatchObject({ exchanges: 1, records: 1, cents: 1250, errors: expect.any(Number) }); // prettier-ignore
    expect(all.buckets[8]?.errors).toBe(1);
    expect(all.latency).toEqual([
      { kind: 'poll', count: 7, p50: 2.5, p90: 2.5, p99: 2.5, max: 2.5 },
      { kind: 'upload', count: 3, p50: 2.5, p90: 2.5, p99: 2.5, max: 2.5 },
    ]);
    // Polls 1 2 3 5 6 7 10: four distances of a second, one of two, one of three.
    expect(all.pollIntervals.filter(({ count }) => count > 0)).toEqual([
      { fromMs: 1000, toMs: 2000, count: 4 },
      { fromMs: 2000, toMs: 5000, count: 2 },
    ]);
    expect(all.progress).toBeUndefined();
  });

  test('of a filter, a time span, an earlier capture', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const polls = await desk.get<Statistics>('/api/statistics?filter=kind:poll');
    expect(polls.latency.map(({ kind }) => kind)).toEqual(['poll']);
    const span = await desk.get<Statistics>(
      '/api/statistics?from=2018-11-02T09:00:02Z&to=2018-11-02T09:00:05Z',
    );
    expect(span.buckets.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(3);
    newCapture(desk.dir, 'old.jsonl', lineOf(upload(1, 31)));
    const old = await desk.get<Statistics>('/api/statistics?capture=old.jsonl');
    expect(old.hours).toEqual([{ hour: '2018-11-02T09:00:00.000Z', records: 1, cents: 1250 }]);
  });

  test('of nothing at all', async () => {
    const desk = await openTestDesk();
    expect(await desk.get<Statistics>('/api/statistics')).toMatchObject({
      from: null,
      to: null,
      buckets: [],
      hours: [],
    });
  });

  test.each(['from=yesterday', 'filter=kind:x', 'unknown=1'])('refuses ?%s', async (query) => {
    expect((await (await openTestDesk()).ask(`/api/statistics?${query}`)).status).toBe(400);
  });
});

describe('columns', () => {
  test('every row gets the texts of the fields asked for', async () => {
    const desk = await openTestDesk({ exchanges: TEN });
    const { items } = await desk.get<ExchangeList>('/api/exchanges?columns=posMoney,recNo&limit=3');
    expect(items.map(({ cells }) => cells)).toEqual([
      ['12.50', '38'],
      ['12.50', '40'],
      ['', ''],
    ]);
    expect((await desk.ask('/api/exchanges?columns=nonsense')).status).toBe(400);
  });
});

describe('GET /api/values', () => {
  test('values that were seen, the most frequent first', async () => {
    const desk = await openTestDesk({ exchanges: [...TEN, exchange(11, { sn: '77' })] });
    const values = async (query: string) =>
      (await desk.get<SeenValueList>(`/api/values?${query}`)).values;
    expect(await values('key=sn')).toEqual(['5158181900025', '77']);
    expect(await values('key=sn&prefix=7')).toEqual(['77']);
    expect(await values('key=kind')).toEqual(['poll', 'upload']);
    expect(await values('key=table')).toEqual(['BUYLOG']);
    expect(await values('key=dur')).toEqual([]);
    expect((await desk.ask('/api/values?key=nonsense')).status).toBe(400);
  });
});
