/** Walks through the charts. */

import { describe, expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { filterBox, list, morning, row, rows, until } from './parts.ts';

export const statisticsWalks = ({ open }: Stage): void => {
  describe('statistics', () => {
    test('a bar leads to its exchanges, and so does a name', async () => {
      const { page } = await open({ before: morning(44) });
      await row(page, 41).waitFor();
      await page.keyboard.press('5');
      const chart = page.locator('[data-chart] .u-over').first();
      await chart.click({ position: { x: 6, y: 60 } });
      await list(page).waitFor();
      expect(await filterBox(page).inputValue()).toBe(
        'at>=2026-11-24T04:05:30.000Z at<2026-11-24T04:05:40.000Z',
      );
      await until(() => rows(page).count()).toBe(3);

      await page.goBack();
      await page.getByRole('link', { name: 'NO' }).click();
      await list(page).waitFor();
      expect(await filterBox(page).inputValue()).toBe('reply:NO');
      await until(() => rows(page).count()).toBeGreaterThan(0);
    });
  });
};
