/** A walk through the page of the built product: the built-in terminals, the real desk. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startProduct } from '../../kit/product.ts';
import type { Stage } from '../browser.ts';
import { field, list, rows, until } from './parts.ts';

export const productWalks = ({ visit }: Stage): void => {
  describe('the product', () => {
    test('shows what its terminals say, field by field, and keeps it in a file', async () => {
      const product = await startProduct();
      const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
      await list(page).waitFor();
      const upload = rows(page).filter({ hasText: 'BUYLOG' }).last();
      await upload.waitFor();
      await upload.click();
      await field(page, 'PosMoney').click();
      await page.locator('.glyphs .chosen').waitFor();
      const money = await field(page, 'PosMoney').locator('.raw').innerText();
      expect(await page.locator('.glyphs .chosen').allInnerTexts()).toEqual([money]);

      await page.keyboard.press('2');
      await until(() => page.locator('[data-terminal]').count()).toBeGreaterThan(2);
      await page.keyboard.press('3');
      await page.getByRole('button', { name: 'Begin a new file' }).click();
      await until(() => page.locator('[data-capture]').count()).toBe(2);
      const coming = page.waitForEvent('download');
      await page
        .getByRole('link', { name: /^Download/ })
        .last()
        .click();
      const lines = readFileSync(await (await coming).path(), 'utf8');
      expect(lines).toMatch(/^{"pushscope":"capture","version":1,/);
    });
  });
};
