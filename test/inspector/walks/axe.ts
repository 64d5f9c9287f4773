/** Every view, in both languages, light and dark, against axe: nothing serious. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { TERMINALS } from '../terminals.ts';
import { morning, row, until } from './parts.ts';

/** Rules with the elements that break them, serious and critical ones only. */
export async function broken(page: Page, rules?: readonly string[]): Promise<string[]> {
  const { violations } = await page.evaluate(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        ...(only === undefined ? {} : { runOnly: [...only] }),
      }),
    rules,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

type Act = (page: Page) => Promise<unknown>;

const STEPS: readonly (readonly [name: string, act: Act])[] = [
  ['list', (page) => row(page, 41).waitFor()],
  ['columns', (page) => page.getByRole('button', { name: /^(Columns|列)$/ }).click()],
  [
    'completion',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').first().fill('ki');
    },
  ],
  ['mistake', (page) => page.getByRole('combobox').fill('nothing:(')],
  [
    'fields',
    async (page) => {
      await page.getByRole('combobox').fill('');
      await row(page, 32).click();
      await page.getByRole('treeitem').nth(5).click();
    },
  ],
  ['text of bytes', (page) => page.locator('.shapes button').nth(1).click()],
  ['headers', (page) => page.getByRole('tab').nth(1).click()],
  [
    'raw text, changed',
    async (page) => {
      await row(page, 38).click();
      await page.getByRole('tab').nth(2).click();
    },
  ],
  ['records', (page) => page.getByRole('tab').nth(3).click()],
  ['timing', (page) => page.getByRole('tab').nth(4).click()],
  [
    'menu of a field',
    async (page) => {
      await page.getByRole('tab').first().click();
      await page.getByRole('treeitem').nth(5).click({ button: 'right' });
      await page.getByRole('menuitem').first().waitFor();
    },
  ],
  [
    'menu of the exchange',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.locator('[aria-haspopup=menu]').click();
      await page.getByRole('menuitem').nth(4).waitFor();
    },
  ],
  [
    'terminals',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('2');
      await page.locator('tbody .turn button').first().click();
    },
  ],
  [
    'captures',
    async (page) => {
      await page.keyboard.press('3');
      await page.locator('[data-capture]').first().waitFor();
    },
  ],
  [
    'reference',
    async (page) => {
      await page.keyboard.press('4');
      await page.getByRole('searchbox').fill('BUYLOG');
      await page.getByRole('article').waitFor();
      await page.getByRole('article').click();
    },
  ],
  [
    'statistics',
    async (page) => {
      await page.keyboard.press('5');
      await page.locator('.uplot').first().waitFor();
    },
  ],
  ['help', (page) => page.keyboard.press('?')],
];

export const axeWalks = ({ open }: Stage): void => {
  describe('axe', () => {
    test.each([
      ['en-GB', 'light', undefined],
      ['zh-CN', 'light', undefined],
      ['en-GB', 'dark', ['color-contrast']],
    ] as const)('every view in %s, %s', async (locale, colorScheme, rules) => {
      const { page } = await open({
        locale,
        colorScheme,
        before: (desk) => {
          desk.terminals = TERMINALS(Date.now());
          morning(44)(desk);
        },
      });
      await page.evaluate(axe.source);
      const found: string[] = [];
      for (const [name, act] of STEPS) {
        await act(page);
        for (const line of await broken(page, rules)) found.push(`${name}: ${line}`);
      }
      expect(found).toEqual([]);
    });

    test('the form of the token', async () => {
      const { page } = await open({ path: '' });
      await page.getByLabel('Token').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await page.evaluate(axe.source);
      await until(() => broken(page)).toEqual([]);
    });
  });
};
