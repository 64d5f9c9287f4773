/** The highlight beside the filter, in a real browser: rows lit and none left out, kept in the address, walked by keys. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { stage } from './browser.ts';
import { POLL } from './samples.ts';
import { broken } from './walks/axe.ts';
import { field, list, morning, row, rows, say, until, UPLOAD } from './walks/parts.ts';

const { open } = stage();

const box = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const lit = (page: Page) => rows(page).filter({ has: page.getByText('highlighted') });
const numbers = async (page: Page) =>
  (await lit(page).locator('.number').allTextContents()).map(Number);
const shown = (page: Page) => rows(page).count();
const chosen = (page: Page) =>
  list(page).locator('[aria-selected=true] .number').textContent().then(Number);

describe('highlight', () => {
  test('lights rows, old and new, leaves none out, and goes with the address', async () => {
    const { page, desk } = await open({ before: morning(44) });
    await row(page, 41).waitFor();
    const all = await shown(page);
    await page.keyboard.press('h');
    await box(page, 'Highlight').fill('kind:upload');
    await until(async () => (await lit(page).count()) > 0).toBe(true);
    const before = await numbers(page);
    expect(await shown(page)).toBe(all);
    await until(() => page.evaluate(() => location.hash)).toContain('highlight=kind%3Aupload');

    say(desk, UPLOAD, { ...POLL, response: 'c26-poll-response-utf8-name' });
    await until(() => numbers(page)).toEqual([...before, 45]);

    await box(page, 'Filter').fill('kind:upload or kind:init');
    await until(() => numbers(page)).toEqual([...before, 45]);
    expect(await shown(page)).toBeGreaterThan(before.length + 1);

    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    await until(() => numbers(page)).toEqual([...before, 45]);
    expect(await box(page, 'Highlight').inputValue()).toBe('kind:upload');

    await page.getByRole('button', { name: 'Close the highlight' }).click();
    await until(() => lit(page).count()).toBe(0);
    expect(await box(page, 'Highlight').count()).toBe(0);
    expect(page.url()).not.toContain('highlight');
  });

  test('what cannot be read is said at its place, and the last highlight stays', async () => {
    const { page } = await open({ before: morning(44) });
    await page.getByRole('button', { name: 'Highlight', exact: true }).click();
    await box(page, 'Highlight').fill('kind:upload');
    await until(async () => (await lit(page).count()) > 0).toBe(true);
    const before = await numbers(page);
    await box(page, 'Highlight').fill('kind:upload nothing:(');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.locator('mark').textContent()).toContain('nothing');
    expect(await alert.textContent()).toContain('last highlight');
    expect(await numbers(page)).toEqual(before);
  });

  test('a link with a highlight that cannot be read says so too', async () => {
    const { page } = await open({ before: morning(44) });
    await row(page, 41).waitFor();
    await page.evaluate(() => (location.hash = '#/traffic?highlight=nothing%3A('));
    await page.getByRole('alert').waitFor();
    expect(await shown(page)).toBeGreaterThan(0);
  });

  test('N and Shift+N lead from one to the next and round, the menu of a field lights it', async () => {
    const { page } = await open({ before: morning(44) });
    await row(page, 41).waitFor();
    await page.keyboard.press('n');
    await page.getByText('Nothing is highlighted').waitFor();
    await row(page, 32).click();
    await field(page, 'SN').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Highlight / }).click();
    await until(async () => (await lit(page).count()) > 0).toBe(true);
    expect(await box(page, 'Filter').inputValue()).toBe('');
    const all = await numbers(page);
    await box(page, 'Highlight').press('Escape');
    const visited: number[] = [];
    for (const key of ['n', 'n', 'Shift+N'] as const) {
      const before = await chosen(page);
      await page.keyboard.press(key);
      if (all.length > 1) await until(async () => (await chosen(page)) !== before).toBe(true);
      visited.push(await chosen(page));
    }
    expect(visited.every((n) => all.includes(n))).toBe(true);
    expect(visited[2]).toBe(visited[0]);
  });

  test.each([
    ['en-GB', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('axe: %s, %s', async (locale, colorScheme) => {
    const { page } = await open({ locale, colorScheme, before: morning(44) });
    await row(page, 41).waitFor();
    await page.evaluate(axe.source);
    await page.keyboard.press('h');
    const input = page.locator('[data-highlight] input');
    await input.fill('kind:upload');
    await page.locator('.row.lit').first().waitFor();
    expect(await broken(page)).toEqual([]);
    await page.locator('.row.lit').first().click();
    await input.fill('nothing:(');
    await input.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await broken(page)).toEqual([]);
  });
});
