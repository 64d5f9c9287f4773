/** Walks through the traffic view: a filter that matches nothing, and what a narrow window keeps. */

import { describe, expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { filterBox, morning, row, rows, until, UPLOAD, say } from './parts.ts';

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
