/** What a load is: something done to every peer, with one figure for each. */

import type { Flood } from '../flood.ts';
import type { ProcessorTime } from '../processes.ts';

export interface Target {
  readonly name: string;
  readonly port: number;
}

export interface Tools {
  readonly flood: Flood;
  readonly seconds: number;
  /** Waits until this target's processes are at rest. */
  readonly rest: (target: Target) => Promise<void>;
  /** Processor time that this target's processes used so far; null where nobody tells. */
  readonly processorTime: (target: Target) => ProcessorTime | null;
  /** Told what a request cost this target. */
  readonly cost: (load: string, target: Target, each: ProcessorTime) => void;
  /** Told of requests that failed. */
  readonly failed: (target: Target, count: number) => void;
}

export interface Load {
  readonly key: string;
  readonly title: string;
  readonly unit: 'requests/s' | 'MiB/s' | 'ms';
  readonly digits: number;
  /** Whether a round of it, not counted, comes first: code that is compiled while it runs is slow at first. */
  readonly warmsUp?: boolean;
  /** One round: a figure for each target, null where it could not do it. */
  measure(targets: readonly Target[], tools: Tools): Promise<ReadonlyMap<string, number | null>>;
}

/** A round that takes one target after the other, each beginning when the one before is at rest. */
export async function inTurn(
  targets: readonly Target[],
  tools: Tools,
  figure: (target: Target) => Promise<number | null>,
): Promise<ReadonlyMap<string, number | null>> {
  const figures = new Map<string, number | null>();
  for (const target of targets) {
    figures.set(target.name, await figure(target));
    await tools.rest(target);
  }
  return figures;
}
