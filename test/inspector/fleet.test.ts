/** The board of terminals in a real browser: what each is doing, who is silent, what waits, in any order. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { stage } from './browser.ts';
import type { DeskStub } from './desk-stub.ts';
import { SERIALS } from './samples.ts';
import { TERMINALS } from './terminals.ts';
import { broken } from './walks/axe.ts';
import { filterBox, list, morning, until } from './walks/parts.ts';

const { open } = stage();

const before = (desk: DeskStub): void => {
  desk.terminals = TERMINALS(Date.now());
  morning(44)(desk);
};
const line = (page: Page, sn: string) => page.getByRole('row').filter({ hasText: sn });
const cell = (page: Page, sn: string, column: string) => line(page, sn).locator(`td.${column}`);
const serials = (page: Page) => page.locator('[data-terminal]').allTextContents();
const head = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });

describe('the board of terminals', () => {
  test('says what each is doing, who is silent, what waits, and whose clock goes wrong', async () => {
    const { page } = await open({ before });
    await page.keyboard.press('2');
    const [busy = '', answering = '', silent = '', unreachable = ''] = SERIALS;
    await line(page, busy).waitFor();
    const said = async (sn: string, ...columns: readonly string[]) =>
      Promise.all(columns.map((column) => cell(page, sn, column).innerText()));
    expect(await said(busy, 'phase', 'backlog', 'pending', 'clock')).toEqual([
      'uploading',
      '12',
      '0',
      'in step',
    ]);
    expect(await said(answering, 'phase', 'backlog', 'pending', 'clock')).toEqual([
      'answering commands',
      '0',
      '2',
      '+1.00 s',
    ]);
    expect(await said(silent, 'phase', 'backlog', 'clock')).toEqual(['silent', '–', '+60 min']);
    expect(await said(unreachable, 'phase', 'pace')).toEqual(['cannot reach the server', '–']);
    await cell(page, silent, 'seen').getByText('overdue').waitFor();
    expect(await cell(page, silent, 'seen').locator('svg').count()).toBe(1);
    expect(await cell(page, busy, 'seen').locator('svg').count()).toBe(0);
    const gaps = cell(page, busy, 'pace').getByRole('img');
    expect(await gaps.getAttribute('aria-label')).toBe(
      'Last 10 distances between polls, 21 s at most',
    );
    expect(await gaps.locator('rect').count()).toBe(11);

    await page.getByRole('button', { name: `More about ${busy}` }).click();
    const more = page.locator('.terminal-known');
    await until(() => more.innerText()).toContain('Newest record\n52');
    await until(() => more.innerText()).toContain('Taken by the server\n40');
  });

  test('stands in the order of any column, either way, and says so', async () => {
    const { page } = await open({ before });
    await page.keyboard.press('2');
    await line(page, SERIALS[0]).waitFor();
    expect(await head(page, 'Terminal').getAttribute('aria-sort')).toBe('ascending');
    for (const [name, sorted, first, last] of [
      ['Backlog', 'descending', SERIALS[0], SERIALS[2]],
      ['Backlog', 'ascending', SERIALS[1], SERIALS[2]],
      ['Doing', 'ascending', SERIALS[1], SERIALS[0]],
      ['Last seen', 'ascending', SERIALS[2], SERIALS[0]],
    ] as const) {
      await head(page, name).getByRole('button').click();
      await until(() => head(page, name).getAttribute('aria-sort')).toBe(sorted);
      await until(async () => (await serials(page))[0]).toBe(first);
      expect((await serials(page)).at(-1)).toBe(last);
    }
    expect(await head(page, 'Terminal').getAttribute('aria-sort')).toBeNull();
    await cell(page, SERIALS[3], 'backlog').click();
    await list(page).waitFor();
    expect(await filterBox(page).inputValue()).toBe(`sn:${SERIALS[3]}`);
    await page.keyboard.press('5');
    await until(() => page.evaluate(() => location.hash)).toContain(`filter=sn%3A${SERIALS[3]}`);
  });

  test.each([
    ['en-GB', 'light', 1440],
    ['zh-CN', 'dark', 800],
  ] as const)('axe: %s, %s, %i pixels', async (locale, colorScheme, width) => {
    const { page } = await open({
      locale,
      colorScheme,
      viewport: { width, height: 800 },
      before,
    });
    await page.locator('.traffic').waitFor();
    await page.evaluate(axe.source);
    await page.keyboard.press('2');
    await page.locator('tbody .turn button').first().click();
    await page.locator('tbody .turn button').nth(2).click();
    expect(await broken(page)).toEqual([]);
    const wide = page.locator('.terminals');
    expect(await wide.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
});
