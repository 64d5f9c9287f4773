/** A scroll bar shorter than its list. */

import { describe, expect, test } from 'vitest';
import { moveBar, placeAt, revealAt, rowsAt } from '../../inspector/src/parts/scroll.ts';

const million = { count: 1_000_000, rowPx: 28, viewPx: 700 };
const short = { count: 100, rowPx: 28, viewPx: 700 };

describe('a list under its scroll bar', () => {
  test('short lists stand where the bar stands', () => {
    expect(placeAt(short, 500)).toEqual({ top: 500, bar: 500 });
    expect(moveBar(short, placeAt(short, 0), 140)).toEqual({ top: 140, bar: 140 });
  });
  test('a million rows: small moves are moves in pixels, the end is the end', () => {
    const middle = placeAt(million, 14_000_000);
    expect(moveBar(million, middle, middle.bar + 100).top).toBe(14_000_100);
    expect(placeAt(million, 1e12).top).toBe(28_000_000 - 700);
    const end = placeAt(million, 1e12);
    expect(moveBar(million, placeAt(million, 0), end.bar).top).toBe(end.top);
  });
  test('only rows in view are drawn, and revealing moves no more than it must', () => {
    expect(rowsAt(million, 2_800, 6)).toEqual([94, 131]);
    expect(revealAt(short, 0, 5)).toBe(0);
    expect(revealAt(short, 0, 50)).toBe(52 * 28 - 700);
  });
});
