/** Moves focus through the rows of a table with j and k or the arrows. */

import { pageKeys } from '../frame/keys.ts';

/** `selector` finds what is focused in each row. */
export function rowKeys(selector: string): (event: KeyboardEvent) => void {
  const step = (by: 1 | -1) => () => {
    const rows = [...document.querySelectorAll<HTMLElement>(selector)];
    const now = rows.findIndex((row) => row === document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by;
    rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus();
  };
  return pageKeys({ j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1) });
}
