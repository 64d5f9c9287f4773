/** What becomes of the figures: medians of the rounds, and the ratios that may be compared between machines. */

export function median(figures: readonly number[]): number | null {
  if (figures.length === 0) return null;
  const sorted = [...figures].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** A ratio of the product to a peer, and what it should be. */
export interface Goal {
  readonly load: string;
  readonly to: string;
  /** The ratio shall be `atLeast` or `atMost` this. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const GOALS: readonly Goal[] = [
  { load: 'keepAlive', to: 'nginx', atLeast: 0.7 },
  { load: 'keepAlive', to: 'haproxy' },
  { load: 'keepAlive', to: 'relay' },
  { load: 'keepAlive', to: 'http-proxy' },
  { load: 'keepAlive', to: 'mitmdump', atLeast: 40 },
  { load: 'connectionEach', to: 'nginx', atLeast: 0.45 },
  { load: 'connectionEach', to: 'nginx-each', atLeast: 0.6 },
  { load: 'connectionEach', to: 'relay' },
  { load: 'connectionEach', to: 'http-proxy' },
  { load: 'uploads', to: 'nginx', atLeast: 0.4 },
  { load: 'uploads', to: 'relay' },
  { load: 'uploads', to: 'http-proxy' },
  { load: 'download', to: 'nginx', atLeast: 0.7 },
  { load: 'latency1', to: 'haproxy', atMost: 1.6 },
  { load: 'latency100', to: 'haproxy', atMost: 1.6 },
  { load: 'uploadLatency', to: 'nginx', atMost: 1 },
];

export interface Ratio extends Goal {
  readonly ratio: number;
  /** Null where no goal is set. */
  readonly reached: boolean | null;
}

/** By load, then by peer. */
export type Medians = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

export const ratiosOf = (medians: Medians): readonly Ratio[] =>
  GOALS.flatMap((goal) => {
    const ours = medians[goal.load]?.['pushscope'] ?? null;
    const theirs = medians[goal.load]?.[goal.to] ?? null;
    if (ours === null || theirs === null) return [];
    const ratio = ours / theirs;
    const { atLeast, atMost } = goal;
    const open = atLeast === undefined && atMost === undefined;
    return [
      {
        ...goal,
        ratio,
        reached: open ? null : ratio >= (atLeast ?? 0) && ratio <= (atMost ?? Infinity),
      },
    ];
  });
