/** Walks through the reference. */

import { describe, expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { field, morning, row, until } from './parts.ts';

export const referenceWalks = ({ open }: Stage): void => {
  describe('the reference', () => {
    test('tells what a field is, and the way back', async () => {
      const { page } = await open({ before: morning(22) });
      await row(page, 10).click();
      await field(page, 'PosMoney').click();
      await page.getByRole('link', { name: 'What is this?' }).click();
      await page.getByRole('heading', { name: 'BUYLOG' }).waitFor();
      await until(() => page.locator('.meant').first().innerText()).toContain('PosMoney');
      expect(page.url()).toMatch(/#\/reference\?.*find=posMoney&topic=tables%2FBUYLOG/);
      await page.goBack();
      await row(page, 10).waitFor();
    });

    test('is searched and walked by keys, in both languages', async () => {
      const { page } = await open({ before: morning(5) });
      await row(page, 5).waitFor();
      await page.keyboard.press('4');
      await page.getByRole('article').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('REBOOT');
      await page.getByRole('heading', { name: 'REBOOT' }).waitFor();
      expect(page.url()).toContain('find=REBOOT');
      await page.getByRole('searchbox').fill('no such thing');
      await page.getByText('The protocol has nothing of that name.').waitFor();
      await page.getByRole('searchbox').fill('');
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('heading', { name: '命令', exact: true }).waitFor();
    });
  });
};
