/** Places on the page, by what they are to a person who cannot see it. */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { exchange, MORNING, type Wish } from '../samples.ts';
import type { DeskStub } from '../desk-stub.ts';

export const UPLOAD: Wish = {
  request: 'b01-buylog-single-request',
  response: 'b01-upload-response-ok',
};

/** So many exchanges of a morning. */
export const morning =
  (exchanges: number) =>
  (desk: DeskStub): void =>
    desk.push(
      Array.from({ length: exchanges }, (_, index) =>
        exchange(index + 1, MORNING[index % MORNING.length] ?? UPLOAD),
      ),
    );

/** The next exchanges of a desk that has some. */
export const say = (desk: DeskStub, ...wishes: readonly Wish[]): void =>
  desk.push(wishes.map((wish, index) => exchange(desk.count + index + 1, wish)));

export const list = (page: Page): Locator => page.getByRole('grid');
export const rows = (page: Page): Locator =>
  list(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
export const row = (page: Page, n: number): Locator =>
  rows(page).filter({ has: page.locator('.number', { hasText: new RegExp(`^${n}$`) }) });
export const filterBox = (page: Page): Locator => page.getByRole('combobox');
export const follow = (page: Page): Locator => page.locator('.toolbar button[aria-pressed]');
export const field = (page: Page, wire: string): Locator =>
  page.getByRole('treeitem').filter({ has: page.getByText(wire, { exact: true }) });

/** Waits for a fact on the page. */
export function until<Value>(read: () => Promise<Value>): Until {
  const poll = expect.poll(read, { timeout: 30_000 });
  return {
    toBe: (value) => poll.toBe(value),
    toEqual: (value) => poll.toEqual(value),
    toContain: (value) => poll.toContain(value),
    notToContain: (value) => poll.not.toContain(value),
    toBeGreaterThan: (value) => poll.toBeGreaterThan(value),
  };
}

interface Until {
  toBe(value: unknown): Promise<void>;
  toEqual(value: unknown): Promise<void>;
  toContain(value: unknown): Promise<void>;
  notToContain(value: unknown): Promise<void>;
  toBeGreaterThan(value: number): Promise<void>;
}
