/** A window on the exchanges that match: which of them, and what share of the capture was looked through. */

import type { FilterKey } from '../../shared/filter/index.ts';
import type { ExchangeList, Row } from '../../shared/link/api.ts';
import type { CaptureView } from './capture-view.ts';
import type { Highlight } from './highlight.ts';
import { isOver, lookThrough, shareLooked, type Patience } from './look-through.ts';
import type { Selection, Wish } from './selection.ts';
import { slices } from './slices.ts';

export interface Window {
  readonly offset?: number | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
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
  const progress = isWhole ? null : shareLooked(view, selection);
  const [from, to] = range(view, selection, window);
  const items = await rows(view, selection, from, to, wish);
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
