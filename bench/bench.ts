/** One run: all peers are opened, every load goes through them in interleaved rounds, medians and ratios come out. */

import { cpus } from 'node:os';
import { builtInFlood } from './built-in-flood.ts';
import { median, ratiosOf, type Medians, type Ratio } from './figures.ts';
import type { Ground } from './ground.ts';
import type { Load, Target, Tools } from './loads/load.ts';
import type { OpenPeer, Peer } from './peers/peer.ts';
import type { PeerState } from './report.ts';
import { processorTimeOf, untilAtRest, type ProcessorTime } from './processes.ts';
import { startUpstream, type Upstream } from './upstream.ts';
import { wrkFlood } from './wrk.ts';

export interface BenchOptions {
  readonly rounds: number;
  /** How long each load goes through each peer, each round. */
  readonly seconds: number;
  readonly peers: readonly Peer[];
  readonly loads: readonly Load[];
  /** Words for people while it runs. */
  readonly say: (text: string) => void;
}

export interface Report {
  readonly machine: { readonly cpu: string; readonly cpus: number; readonly node: string };
  readonly server: string;
  readonly generator: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly peers: readonly PeerState[];
  readonly medians: Medians;
  /** Every figure, by load and peer, round after round. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;
  readonly failed: Readonly<Record<string, number>>;
  /** Processor time of a request in milliseconds, medians, by load and peer: says more than speed on a busy machine. */
  readonly costs: Readonly<Record<string, Readonly<Record<string, ProcessorTime>>>>;
  readonly ratios: readonly Ratio[];
  readonly notes: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}

interface Opened {
  readonly states: readonly PeerState[];
  readonly open: ReadonlyMap<string, OpenPeer>;
}

async function openPeers(
  ground: Ground,
  upstream: Upstream,
  { peers, say }: BenchOptions,
): Promise<Opened> {
  const states: PeerState[] = [];
  const open = new Map<string, OpenPeer>();
  for (const peer of peers) {
    const { name, what } = peer;
    try {
      const opened = await peer.open(ground, upstream.port);
      if (opened === null) states.push({ name, what, skipped: 'not installed' });
      else {
        open.set(name, opened);
        states.push({ name, what });
      }
    } catch (error) {
      states.push({ name, what, skipped: error instanceof Error ? error.message : String(error) });
    }
    const skipped = states.at(-1)?.skipped;
    if (skipped !== undefined) say(`${name} is left out: ${skipped}`);
  }
  return { states, open };
}

/** The targets of a round, beginning with another one each time. */
const turned = (targets: readonly Target[], round: number): readonly Target[] => {
  const first = round % Math.max(1, targets.length);
  return [...targets.slice(first), ...targets.slice(0, first)];
};

type ByLoadAndPeer<T> = Record<string, Record<string, T>>;

const mapBoth = <T, U>(all: ByLoadAndPeer<T>, change: (each: T) => U): ByLoadAndPeer<U> =>
  Object.fromEntries(
    Object.entries(all).map(([load, byPeer]) => [
      load,
      Object.fromEntries(Object.entries(byPeer).map(([peer, each]) => [peer, change(each)])),
    ]),
  );

export async function bench(ground: Ground, options: BenchOptions): Promise<Report> {
  const { rounds, seconds, loads, say } = options;
  const upstream = await startUpstream(ground);
  const { states, open } = await openPeers(ground, upstream, options);
  const targets = [...open].map(([name, { port }]) => ({ name, port }));
  const wrk = wrkFlood(ground);
  const failed: Record<string, number> = {};
  const costs: ByLoadAndPeer<ProcessorTime[]> = {};
  const tools: Tools = {
    flood: wrk ?? builtInFlood,
    seconds,
    rest: ({ name }) => untilAtRest([...(open.get(name)?.pids ?? []), ...upstream.pids]),
    processorTime: ({ name }) => processorTimeOf(open.get(name)?.pids ?? []),
    cost(load, { name }, each) {
      ((costs[load] ??= {})[name] ??= []).push(each);
    },
    failed({ name }, count) {
      failed[name] = (failed[name] ?? 0) + count;
    },
  };

  const figures: ByLoadAndPeer<(number | null)[]> = {};
  for (const load of loads.filter(({ warmsUp }) => warmsUp)) {
    say(`warming up: ${load.title} …`);
    await load.measure(targets, { ...tools, cost: () => {}, failed: () => {} });
  }
  for (let round = 0; round < rounds; round++) {
    for (const load of loads) {
      say(`round ${round + 1} of ${rounds}: ${load.title} …`);
      const measured = await load.measure(turned(targets, round), tools);
      const kept = (figures[load.key] ??= {});
      for (const [name, figure] of measured) (kept[name] ??= []).push(figure);
    }
  }

  const medians = mapBoth(figures, (each) => median(each.filter((figure) => figure !== null)));
  const notes: Record<string, Readonly<Record<string, number | string>>> = {};
  for (const [name, { notes: tell }] of open) if (tell !== undefined) notes[name] = await tell();
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cpus: cpus().length,
      node: process.version,
    },
    server: upstream.what,
    generator: wrk === null ? 'built-in (wrk is not installed)' : 'wrk',
    rounds,
    seconds,
    peers: states,
    medians,
    figures,
    failed,
    costs: mapBoth(costs, (each) => ({
      mainMs: median(each.map(({ mainMs }) => mainMs)) ?? 0,
      allMs: median(each.map(({ allMs }) => allMs)) ?? 0,
    })),
    ratios: ratiosOf(medians),
    notes,
  };
}
