/** Walks through the menus of a field and of an exchange, and the table of its records. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { field, filterBox, morning, row, until } from './parts.ts';

export const menuWalks = ({ open }: Stage): void => {
  describe('menus', () => {
    test('a field is excluded by pointer, and copied by keys alone', async () => {
      const { page } = await open({ before: morning(22) });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await row(page, 10).click();
      await field(page, 'PosMoney').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Exclude posMoney:8.50' }).click();
      expect(await filterBox(page).inputValue()).toBe('-posMoney:8.50');

      await page.getByRole('tree').focus();
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem').first().waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await until(clipboard).toBe('850');
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem').first().waitFor();
      await page.keyboard.press('Escape');
      await until(() => page.getByRole('menuitem').count()).toBe(0);
      await page.getByRole('tree').waitFor();

      await page.getByRole('button', { name: 'Copy as' }).click();
      await page.getByRole('menuitem', { name: 'curl command' }).click();
      await until(clipboard).toContain("curl -sS -g --path-as-is -X 'POST'");
    });

    test('records are a table that spreadsheets can open', async () => {
      const { page } = await open({ before: morning(22) });
      await row(page, 5).click();
      await page.getByRole('tab', { name: 'Records' }).click();
      await page.getByRole('columnheader', { name: 'PosMoney' }).waitFor();
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export as CSV' }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe('BUYLOG-5158181900025-5.csv');
      const [head, first] = readFileSync(await download.path(), 'utf8').split('\r\n');
      expect(head).toContain('PosMoney');
      expect(first).toContain('2018-11-02');
    });
  });
};
