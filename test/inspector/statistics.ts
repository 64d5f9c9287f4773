/** Numbers for the charts: the times and sizes of the exchanges there are, the rest invented. */

import type { Exchange } from '../../shared/capture/exchange.ts';
import type { Statistics } from '../../shared/link/statistics.ts';

const BUCKET_MS = 10_000;
const HOUR_MS = 3_600_000;

const iso = (ms: number) => new Date(ms).toISOString();

export function statisticsOf(exchanges: readonly Exchange[]): Statistics {
  const first = exchanges[0];
  const last = exchanges.at(-1);
  const none = { from: null, to: null, bucketMs: BUCKET_MS, buckets: [], hours: [] };
  if (first === undefined || last === undefined) {
    return { ...none, latency: [], pollIntervals: [], answers: [] };
  }
  const begin = first.atMs - (first.atMs % BUCKET_MS);
  const steps = Math.floor((last.atMs - begin) / BUCKET_MS) + 1;
  const buckets = Array.from({ length: steps }, (_, step) => {
    const at = begin + step * BUCKET_MS;
    const within = exchanges.filter(({ atMs }) => at <= atMs && atMs < at + BUCKET_MS);
    return {
      at: iso(at),
      exchanges: within.length,
      bytes: within.reduce((sum, { request }) => sum + request.size, 0),
      records: 1,
      cents: 850,
      errors: 0,
    };
  });
  const hour = begin - (begin % HOUR_MS);
  return {
    from: iso(begin),
    to: iso(begin + steps * BUCKET_MS),
    bucketMs: BUCKET_MS,
    buckets,
    latency: [
      { kind: 'poll', count: 20, p50: 3.2, p90: 7.1, p99: 9.2, max: 9.2 },
      { kind: 'upload', count: 6, p50: 4.2, p90: 8.2, p99: 8.2, max: 8.2 },
    ],
    pollIntervals: [
      { fromMs: 0, toMs: 10_000, count: 3 },
      { fromMs: 10_000, toMs: 30_000, count: 12 },
      { fromMs: 30_000, toMs: null, count: 1 },
    ],
    answers: [{ answer: 'NO', count: 2 }],
    hours: [
      { hour: iso(hour), records: 14, cents: 12_850 },
      { hour: iso(hour + HOUR_MS), records: 9, cents: 9_000 },
    ],
  };
}
