/** The numbers behind the charts, added up from the columns of the index alone. */

import type { Kind } from '../../shared/codec/frame.ts';
import type { Bucket, HourOfRecords, Latency, PollInterval, Statistics } from '../../shared/link/statistics.ts'; // prettier-ignore
import type { CaptureView } from './capture-view.ts';
import type { Selection } from './selection.ts';
import { slices } from './slices.ts';

const HOUR_MS = 3_600_000;
/** Steps of the time axis; the first that needs no more than so many of them is taken. */
const MOST_BUCKETS = 300;
const STEPS_MS = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 21_600, 86_400, 604_800, 31_536_000, 3_153_600_000].map((seconds) => seconds * 1000); // prettier-ignore
/** Bounds of the poll intervals, seconds. */
const BOUNDS_MS = [0, 1, 2, 5, 10, 15, 20, 25, 30, 35, 45, 60, 90, 120, 300, 600, 3_600].map((seconds) => seconds * 1000); // prettier-ignore
const MOST_ANSWERS = 20;

interface Sums {
  exchanges: number;
  bytes: number;
  records: number;
  cents: number;
  errors: number;
}

const noSums = (): Sums => ({ exchanges: 0, bytes: 0, records: 0, cents: 0, errors: 0 });

export interface TimeSpan {
  /** Milliseconds since 1970; from included, to not. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Adds up what the selection holds and the time span covers; lets others have their turn. */
export async function statisticsOf(
  view: CaptureView,
  selection: Selection,
  span: TimeSpan,
): Promise<Statistics> {
  const { index } = view;
  const pause = slices();
  const count = selection.count;
  const bySecond = new Map<number, Sums>();
  const byHour = new Map<number, Sums>();
  const durations = new Map<Kind, number[]>();
  const lastPollMs = new Map<string, number>();
  const intervals = BOUNDS_MS.map(() => 0);
  const answers = new Map<string, number>();

  for (let place = 0; place < count; place++) {
    if ((place & 1023) === 0) await pause();
    const position = selection.at(place);
    const atMs = index.atMs(position);
    if (!(atMs >= span.fromMs && atMs < span.toMs)) continue;
    const { sn, kind, outcome, severity } = index.commonOf(position);
    const size = index.size(position);
    const totalMs = index.totalMs(position);
    const { records, cents, answer } = index.amounts(position);
    for (const [sums, step] of [[bySecond, 1000], [byHour, HOUR_MS]] as const) {
      const key = Math.floor(atMs / step) * step;
      const into = sums.get(key) ?? noSums();
      into.exchanges++;
      into.bytes += size;
      into.records += records;
      into.cents += cents;
      if (outcome !== 'complete' || severity === 'error') into.errors++;
      sums.set(key, into);
    } // prettier-ignore
    const ofKind = durations.get(kind);
    if (ofKind === undefined) durations.set(kind, [totalMs]);
    else ofKind.push(totalMs);
    if (answer !== '') answers.set(answer, (answers.get(answer) ?? 0) + 1);
    if (kind === 'poll' && sn !== '') {
      const before = lastPollMs.get(sn);
      if (before !== undefined && atMs >= before) {
        const slot = BOUNDS_MS.findLastIndex((bound) => atMs - before >= bound);
        intervals[slot] = (intervals[slot] ?? 0) + 1;
      }
      lastPollMs.set(sn, atMs);
    }
  }

  return {
    ...timeAxis(bySecond),
    latency: [...durations].map(latencyOf).sort((a, b) => b.count - a.count),
    pollIntervals: intervals.map((each, slot): PollInterval => ({
      fromMs: BOUNDS_MS[slot] ?? 0,
      toMs: BOUNDS_MS[slot + 1] ?? null,
      count: each,
    })),
    answers: [...answers]
      .map(([answer, each]) => ({ answer, count: each }))
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_ANSWERS),
    hours: [...byHour]
      .sort(([a], [b]) => a - b)
      .map(([hour, { records, cents }]): HourOfRecords => ({
        hour: new Date(hour).toISOString(),
        records,
        cents,
      })),
  };
}

function timeAxis(
  bySecond: ReadonlyMap<number, Sums>,
): Pick<Statistics, 'from' | 'to' | 'bucketMs' | 'buckets'> {
  let first = Infinity;
  let last = -Infinity;
  for (const second of bySecond.keys()) {
    first = Math.min(first, second);
    last = Math.max(last, second);
  }
  const bucketMs =
    STEPS_MS.find((step) => (last - first) / step < MOST_BUCKETS - 1) ??
    (STEPS_MS.at(-1) as number);
  if (first > last) return { from: null, to: null, bucketMs, buckets: [] };
  const fromMs = Math.floor(first / bucketMs) * bucketMs;
  const sums = Array.from({ length: Math.floor((last - fromMs) / bucketMs) + 1 }, noSums);
  for (const [second, each] of bySecond) {
    const into = sums[Math.floor((second - fromMs) / bucketMs)];
    if (into === undefined) continue;
    into.exchanges += each.exchanges;
    into.bytes += each.bytes;
    into.records += each.records;
    into.cents += each.cents;
    into.errors += each.errors;
  }
  const timeOf = (slot: number) => new Date(fromMs + slot * bucketMs).toISOString();
  const buckets = sums.map((each, slot): Bucket => ({ at: timeOf(slot), ...each }));
  return { from: timeOf(0), to: timeOf(sums.length), bucketMs, buckets };
}

function latencyOf([kind, list]: readonly [Kind, readonly number[]]): Latency {
  const sorted = Float64Array.from(list).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { kind, count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
