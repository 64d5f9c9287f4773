/** Walks through the traffic view: a filter that matches nothing, and what a narrow window keeps. */

import { describe, expect, test } from 'vitest';
import type { ExchangeList } from '../../../shared/link/api.ts';
import type { Stage } from '../browser.ts';
import { field, filterBox, follow, morning, row, rows, until, UPLOAD, say } from './parts.ts';

export const trafficWalks = ({ open }: Stage): void => {
  describe('the traffic view', () => {
    test('says which filter matches nothing, and takes it away', async () => {
      const { page } = await open({ before: morning(22) });
      await row(page, 19).waitFor();
      await filterBox(page).fill('kind:file-download');
      const all = page.getByRole('button', { name: 'Show all exchanges' });
      await all.waitFor();
      expect(await page.locator('.empty').innerText()).toContain('kind:file-download');
      await page.keyboard.press('Enter');
      await all.click();
      await row(page, 19).waitFor();
      expect(await filterBox(page).inputValue()).toBe('');
      expect(page.url()).not.toContain('filter=');
    });

    test('shows a field as a column, for live exchanges too, in the order and width of choice', async () => {
      const { page, desk } = await open({
        before: morning(22),
        viewport: { width: 1440, height: 900 },
      });
      const heads = () => page.getByRole('columnheader').allInnerTexts();
      const cell = (n: number) => row(page, n).locator('.field').first();
      await row(page, 10).click();
      await field(page, 'PosMoney').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Add as column' }).click();
      await until(() => cell(10).innerText()).toBe('8.50');
      await until(heads).toContain('posMoney');

      // The socket brings rows without cells; the page asks for those alone.
      await follow(page).click();
      say(desk, UPLOAD);
      await until(() => cell(23).innerText()).toBe('8.50');

      await page.getByRole('button', { name: 'Columns' }).click();
      const dialog = page.getByRole('dialog', { name: 'Columns' });
      await dialog.getByLabel('Field, such as posMoney').fill('nonsense');
      await dialog.getByText('No field is called nonsense').waitFor();
      await dialog.getByLabel('Field, such as posMoney').fill('recno');
      await page.keyboard.press('Enter');
      await until(heads).toContain('recNo');
      await until(() => row(page, 23).locator('.field').nth(1).innerText()).toBe('37');
      await dialog.getByRole('button', { name: 'Move recNo towards the start' }).focus();
      await page.keyboard.press('Enter');
      await until(async () => (await heads()).slice(5, 7)).toEqual(['recNo', 'posMoney']);
      expect(await cell(23).innerText()).toBe('37');
      await dialog.getByLabel('Width of recNo in pixels').fill('60');
      await page.keyboard.press('Tab');
      const width = (name: string) =>
        page
          .getByRole('columnheader', { name })
          .evaluate((element) => Math.round(element.getBoundingClientRect().width));
      await until(() => width('recNo')).toBe(60);
      await dialog.getByLabel('Bytes', { exact: true }).uncheck();
      await page.keyboard.press('Escape');
      await until(() => dialog.count()).toBe(0);

      await page
        .getByText('posMoney', { exact: true })
        .first()
        .dragTo(page.getByRole('columnheader', { name: 'Time' }));
      await until(async () => (await heads()).indexOf('posMoney')).toBe(2);
      const edge = await page
        .getByRole('columnheader', { name: 'posMoney' })
        .locator('.edge')
        .boundingBox();
      const [x, y] = [(edge?.x ?? 0) + 3, (edge?.y ?? 0) + 9];
      const before = await width('posMoney');
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 40, y);
      await page.mouse.up();
      await until(() => width('posMoney')).toBe(before + 40);

      await page.reload();
      await until(heads).toEqual(['Finding', '#', 'posMoney', 'Time', 'Terminal', 'What', 'recNo', 'Said and answered', 'Duration']); // prettier-ignore
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('button', { name: 'Usual columns' }).click();
      await until(heads).toEqual(['Finding', '#', 'Time', 'Terminal', 'What', 'Said and answered', 'Duration', 'Bytes']); // prettier-ignore
    });

    test('a long search tells how far it is, is stopped, and goes on to its end', async () => {
      const { page } = await open({ before: morning(22) });
      await row(page, 19).waitFor();
      // As a desk answers that is through no more of the capture at each asking.
      let asked = 0;
      let isThrough = false;
      await page.route('**/api/exchanges?*', async (route) => {
        const answer = await route.fetch();
        const whole = (await answer.json()) as ExchangeList;
        if (isThrough || !route.request().url().includes('upload')) {
          await route.fulfill({ json: whole });
          return;
        }
        const progress = ++asked / 1_000;
        const few = { items: whole.items.slice(0, 1), matched: 1, progress };
        await route.fulfill({ json: { ...whole, ...few } });
      });
      await filterBox(page).fill('kind:upload or kind:init');
      const bar = page.getByRole('progressbar');
      await until(() => bar.getAttribute('value').then(Number)).toBeGreaterThan(0.002);
      await page.getByRole('button', { name: 'Look no further through this capture' }).click();
      const resume = page.getByRole('button', { name: 'Look on' });
      await resume.waitFor();
      // Whoever would still ask does so within this time.
      const before = asked;
      await page.waitForTimeout(1_000);
      expect(asked).toBe(before);
      await until(() => rows(page).count()).toBe(1);

      isThrough = true;
      await resume.click();
      await until(() => bar.count()).toBe(0);
      await until(() => rows(page).count()).toBeGreaterThan(1);
      expect(await resume.count()).toBe(0);
    });

    test('keeps the table of an upload at 800 pixels', async () => {
      const { page, desk } = await open({
        before: morning(22),
        viewport: { width: 800, height: 700 },
      });
      say(desk, UPLOAD);
      const table = rows(page).last().locator('.table');
      await until(() => table.innerText()).toBe('BUYLOG');
      const isWhole = await table.evaluate((element) => {
        const cell = element.closest('[role="gridcell"]');
        const end = element.getBoundingClientRect().right;
        return cell !== null && end <= cell.getBoundingClientRect().right;
      });
      expect(isWhole).toBe(true);
    });
  });
};
