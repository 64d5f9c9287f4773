/** A window on the exchanges that match: which of them, and what share of the capture was looked through. */

import { performance } from 'node:perf_hooks';
import type { FilterKey } from '../../shared/filter/index.ts';
import type { ExchangeList, Row } from '../../shared/link/api.ts';
import type { CaptureView } from './capture-view.ts';
import type { Highlight } from './highlight.ts';
import type { Selection, Wish } from './selection.ts';
import { slices } from './slices.ts';

export interface Window {
  readonly offset?: number | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface Patience {
  /** Milliseconds of performance.now() after which what was found so far has to do. */
  readonly untilMs: number;
  /** Whether whoever asked has gone. */
  readonly isGone: () => boolean;
}

const isOver = ({ untilMs, isGone }: Patience) => performance.now() >= untilMs || isGone();

/** Reads on until nothing more is on file, or patience ends; whether it got there. */
export async function catchUp(view: CaptureView, patience: Patience): Promise<boolean> {
  const pause = slices();
  while (view.readOn()) {
    if (isOver(patience)) return false;
    await pause();
  }
  return true;
}

/**
 * Reads on and looks at what was read, side by side, so that the matches of a long capture appear while
 * it is still being read. Whether it got through everything that was there.
 */
async function lookThrough(
  view: CaptureView,
  selection: Selection,
  patience: Patience,
): Promise<boolean> {
  const pause = slices();
  for (;;) {
    const hasMore = view.readOn();
    const target = view.index.count;
    while (selection.looked < target) {
      selection.lookOn(target);
      const wait = pause();
      if (wait === undefined) continue;
      if (isOver(patience)) return false;
      await wait;
    }
    if (!hasMore) return true;
    if (isOver(patience)) return false;
    await pause();
  }
}

/** The matches of a wish, as far as patience allows. A note on the way may change them: then anew. */
export async function matchesOf(
  view: CaptureView,
  key: string,
  wish: Wish,
  patience: Patience,
): Promise<{ readonly selection: Selection; readonly isWhole: boolean }> {
  for (;;) {
    const selection = view.selections.select(key, wish);
    const isWhole = await lookThrough(view, selection, patience);
    if (view.selections.has(selection) || isOver(patience)) return { selection, isWhole };
  }
}

/** [from, to) of the matches. */
function range(view: CaptureView, selection: Selection, window: Window): readonly [number, number] {
  const { offset, after, before, limit } = window;
  if (offset !== undefined) {
    const from = Math.min(offset, selection.count);
    return [from, Math.min(from + limit, selection.count)];
  }
  const end =
    before === undefined ? selection.count : selection.below(view.index.firstAbove(before - 1));
  if (after === undefined) return [Math.max(0, end - limit), end];
  const from = Math.min(selection.below(view.index.firstAbove(after)), end);
  return [from, Math.min(from + limit, end)];
}

export interface ListWish extends Wish {
  readonly columns: readonly FilterKey[];
  /** Null lights nothing. */
  readonly highlight: Highlight | null;
}

export async function listExchanges(
  view: CaptureView,
  key: string,
  wish: ListWish,
  window: Window,
  patience: Patience,
): Promise<ExchangeList> {
  const { selection, isWhole } = await matchesOf(view, key, wish, patience);
  // Exchanges may come while rows are read: the counts belong to this moment.
  const total = view.index.count;
  const matched = selection.count;
  const looked = total === 0 ? 1 : selection.looked / total;
  const [from, to] = range(view, selection, window);
  const items = await rows(view, selection, from, to, wish);
  const progress = isWhole ? null : Math.min(looked * view.readShare, 0.999);
  return {
    items,
    total,
    matched,
    offset: from,
    ...(progress === null ? {} : { progress }),
  };
}

async function rows(
  view: CaptureView,
  selection: Selection,
  from: number,
  to: number,
  { language, columns, highlight }: ListWish,
): Promise<Row[]> {
  const pause = slices();
  const items: Row[] = [];
  for (let place = from; place < to; place++) {
    const position = selection.at(place);
    const row = view.row(position, language, columns);
    items.push(highlight?.light(row, position) ?? row);
    await pause();
  }
  return items;
}
