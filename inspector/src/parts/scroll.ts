/**
 * Where a list of equal rows stands under a scroll bar that may be shorter than the list.
 *
 *   content 28,000,000 px   ├──────────────────────────────────────┤   `top` counts here
 *   scroll bar 10,000,000 px ├─────────────┤                           `bar` counts here
 *
 * Browsers end elements at 17 to 33 million pixels. Below the limit both are the same. Above it, wheel
 * and keys move the content pixel by pixel, and a jump of the bar means its share of the content.
 */

export const LONGEST_BAR_PX = 10_000_000;

export interface Extent {
  readonly count: number;
  readonly rowPx: number;
  readonly viewPx: number;
}

export interface Position {
  /** Pixels of content above the view. */
  readonly top: number;
  /** The element's `scrollTop`. */
  readonly bar: number;
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most));

export const barLength = ({ count, rowPx }: Extent) => Math.min(count * rowPx, LONGEST_BAR_PX);
const mostTop = ({ count, rowPx, viewPx }: Extent) => Math.max(0, count * rowPx - viewPx);
const mostBar = (extent: Extent) => Math.max(0, barLength(extent) - extent.viewPx);

/** The bar's place that is true to the content's. */
export function placeAt(extent: Extent, wanted: number): Position {
  const most = mostTop(extent);
  const top = clamp(wanted, most);
  return { top, bar: most === 0 ? 0 : (top / most) * mostBar(extent) };
}

/** The bar was moved to `bar`: by a little, or by a jump. */
export function moveBar(extent: Extent, from: Position, bar: number): Position {
  const [top, longest] = [mostTop(extent), mostBar(extent)];
  if (bar <= 0) return { top: 0, bar: 0 };
  if (bar >= longest) return { top, bar };
  if (top === longest) return { top: bar, bar };
  const step = bar - from.bar;
  if (Math.abs(step) <= 2 * extent.viewPx) return { top: clamp(from.top + step, top), bar };
  return { top: (bar / longest) * top, bar };
}

export const isAtEnd = (extent: Extent, { top }: Position) => top >= mostTop(extent) - 1;

/** The rows to be drawn, with a few more on either side. */
export function rowsAt(
  extent: Extent,
  top: number,
  spare: number,
): readonly [from: number, to: number] {
  const from = Math.max(0, Math.floor(top / extent.rowPx) - spare);
  const to = Math.min(extent.count, Math.ceil((top + extent.viewPx) / extent.rowPx) + spare);
  return [from, Math.max(from, to)];
}

/** The least move that brings a row into view; `margin` rows stay visible around it. */
export function revealAt(extent: Extent, top: number, index: number, margin = 1): number {
  const first = (index - margin) * extent.rowPx;
  const last = (index + 1 + margin) * extent.rowPx;
  if (first < top) return first;
  if (last > top + extent.viewPx) return last - extent.viewPx;
  return top;
}
