/** Walks through the charts. */

import { describe, expect, test } from 'vitest';
import type { Statistics } from '../../../shared/link/statistics.ts';
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

    test('a single hour is told by the times within it', async () => {
      const { page } = await open({ locale: 'en-GB', before: morning(44) });
      await page.addInitScript(() => {
        const drawn: string[] = [];
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
          drawn.push(text);
          fillText.call(this, text, ...place);
        };
        Object.assign(window, { drawn });
      });
      await page.route('**/api/statistics*', async (route) => {
        const response = await route.fetch();
        const numbers = (await response.json()) as Statistics;
        await route.fulfill({ response, json: { ...numbers, hours: numbers.hours.slice(0, 1) } });
      });
      await page.reload();
      await row(page, 41).waitFor();
      await page.keyboard.press('5');
      await page.locator('.uplot').nth(2).waitFor();
      const drawn = () =>
        page.evaluate(() => (window as unknown as { drawn: readonly string[] }).drawn);
      await until(drawn).toContain('12:30');
      expect(await drawn()).not.toContain('12:00:00');
    });
  });
};
