/** GET /api/statistics: the numbers behind the charts, over the exchanges that a filter matches. */

import type { Kind, Language } from '../codec/frame.ts';

export interface StatisticsQuery {
  readonly capture?: string;
  readonly language?: Language;
  readonly filter?: string;
  /** ISO times; from included, to not. */
  readonly from?: string;
  readonly to?: string;
}

/** One step of the time axis; steps without an exchange are there too. */
export interface Bucket {
  /** ISO time of its beginning. */
  readonly at: string;
  readonly exchanges: number;
  /** Body bytes of requests and replies. */
  readonly bytes: number;
  /** Lines of uploads. */
  readonly records: number;
  /** Money of consumption records. */
  readonly cents: number;
  /** Exchanges that did not end well, or whose worst finding is an error. */
  readonly errors: number;
}

/** Durations in milliseconds. */
export interface Latency {
  readonly kind: Kind;
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Distances between two polls of one terminal, [fromMs, toMs); the last one has no end. */
export interface PollInterval {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly count: number;
}

/** A reply that refuses, by its words: `UNKNOWNDEVICE`, `ERROR…`, an empty body after an upload. */
export interface RefusingAnswer {
  readonly answer: string;
  readonly count: number;
}

export interface HourOfRecords {
  /** ISO time of the hour's beginning. */
  readonly hour: string;
  readonly records: number;
  readonly cents: number;
}

export interface Statistics {
  /** ISO times of the first and behind the last bucket; null without any exchange. */
  readonly from: string | null;
  readonly to: string | null;
  readonly bucketMs: number;
  readonly buckets: readonly Bucket[];
  /** By number of exchanges, the most first. */
  readonly latency: readonly Latency[];
  readonly pollIntervals: readonly PollInterval[];
  /** The most frequent first. */
  readonly answers: readonly RefusingAnswer[];
  readonly hours: readonly HourOfRecords[];
  /** As in ExchangeList. */
  readonly progress?: number;
}

/** Query of GET /api/values. */
export interface ValuesQuery {
  readonly capture?: string;
  readonly key: string;
  readonly prefix?: string;
}

/** Values of a filter key that were seen, the most frequent first; empty for a key whose values are not kept. */
export interface SeenValueList {
  readonly values: readonly string[];
}
