/** The outcome for people: a table of medians, a row a peer, and the ratios with what they should be. */

import type { Medians, Ratio } from './figures.ts';
import type { Load } from './loads/load.ts';
import type { ProcessorTime } from './processes.ts';

export interface PeerState {
  readonly name: string;
  readonly what: string;
  /** Why it was left out; absent when it took part. */
  readonly skipped?: string;
}

const pad = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    .join('  ')
    .trimEnd();

export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const [head = [], ...rest] = rows;
  const line = widths.map((width) => '-'.repeat(width));
  return [head, line, ...rest].map((row) => pad(row, widths)).join('\n');
}

const number = (figure: number, digits: number): string =>
  figure.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export function medianTable(
  loads: readonly Load[],
  peers: readonly PeerState[],
  medians: Medians,
): string {
  const there = peers.filter(({ skipped }) => skipped === undefined);
  return table([
    ['', ...loads.map(({ title }) => title)],
    ['', ...loads.map(({ unit }) => unit)],
    ...there.map(({ name }) => [
      name,
      ...loads.map(({ key, digits }) => {
        const figure = medians[key]?.[name] ?? null;
        return figure === null ? 'not in time' : number(figure, digits);
      }),
    ]),
  ]);
}

const wanted = ({ atLeast, atMost }: Ratio): string => {
  if (atLeast !== undefined) return `at least ${atLeast}`;
  return atMost === undefined ? '' : `at most ${atMost}`;
};

const verdict = ({ reached }: Ratio): string => {
  if (reached === null) return '';
  return reached ? 'reached' : 'MISSED';
};

export function ratioTable(loads: readonly Load[], ratios: readonly Ratio[]): string {
  const titles = new Map(loads.map(({ key, title }) => [key, title]));
  return table([
    ['pushscope to', 'ratio', 'wanted', ''],
    ...ratios.map((each) => [
      `${each.to}, ${titles.get(each.load) ?? each.load}`,
      each.ratio.toFixed(2),
      wanted(each),
      verdict(each),
    ]),
  ]);
}

const US_PER_MS = 1000;

/** Processor time of a request, by peer: of the main thread, and of all threads where there are more. */
export function costTable(
  loads: readonly Load[],
  peers: readonly PeerState[],
  costs: Readonly<Record<string, Readonly<Record<string, ProcessorTime>>>>,
): string {
  const told = loads.filter(({ key }) => costs[key] !== undefined);
  const cell = (cost: ProcessorTime | undefined) => {
    if (cost === undefined || cost.allMs === 0) return '';
    const [main, all] = [cost.mainMs, cost.allMs].map((ms) => (ms * US_PER_MS).toFixed(0));
    return main === all ? `${main}` : `${main} (${all})`;
  };
  return table([
    ['µs of processor a request', ...told.map(({ title }) => title)],
    ...peers
      .filter(({ name }) => told.some(({ key }) => cell(costs[key]?.[name]) !== ''))
      .map(({ name }) => [name, ...told.map(({ key }) => cell(costs[key]?.[name]))]),
  ]);
}
