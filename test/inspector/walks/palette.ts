/** The palette, saved filters and the label of the demonstration. */

import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Stage } from '../browser.ts';
import { SERIALS } from '../samples.ts';
import { TERMINALS } from '../terminals.ts';
import { broken } from './axe.ts';
import { filterBox, list, row, rows, say, until, UPLOAD } from './parts.ts';

const palette = (page: Page) => page.getByRole('dialog').getByRole('combobox');
const options = (page: Page) => page.getByRole('dialog').getByRole('option');
const chosen = (page: Page) => page.getByRole('dialog').locator('[aria-selected="true"] .name');

async function choose(page: Page, written: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await palette(page).fill(written);
  await page.keyboard.press('Enter');
}

export const paletteWalks = ({ open }: Stage): void => {
  describe('palette', () => {
    test('does by name what keys do, and gives the focus back', async () => {
      const { page, desk } = await open({
        before: (desk) => {
          desk.terminals = TERMINALS(Date.now());
          say(desk, ...Array.from({ length: 30 }, () => UPLOAD));
        },
      });
      await row(page, 12).click();
      await list(page).focus();
      await page.keyboard.press('Control+k');
      await palette(page).fill('pause');
      await until(() => chosen(page).textContent()).toBe('Pause the list');
      expect(await options(page).first().locator('kbd').textContent()).toBe('P');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await until(() => list(page).evaluate((it) => it === document.activeElement)).toBe(true);

      await choose(page, 'mark the exch');
      await row(page, 12).getByTitle('Marked').waitFor();
      await choose(page, '#7');
      await until(() => row(page, 7).getAttribute('aria-selected')).toBe('true');
      await choose(page, 'begin new file');
      await page.getByRole('status').filter({ hasText: 'A new file was begun.' }).waitFor();
      expect(desk.rotations).toBe(1);

      // Arrows go round; what cannot be done says why and stays.
      await page.keyboard.press('Control+k');
      await until(() => chosen(page).textContent()).toBe('Go to: Traffic');
      await page.keyboard.press('ArrowDown');
      await until(() => chosen(page).textContent()).toBe('Go to: Terminals');
      await palette(page).fill('save the filter');
      await options(page).filter({ hasText: 'Write a filter first' }).waitFor();
      await page.keyboard.press('Enter');
      expect(await page.getByRole('dialog').count()).toBe(1);
      await palette(page).fill('two captures');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Two captures' }).waitFor();
      const sn = TERMINALS(0)[0]?.sn ?? '';
      await page.keyboard.press('Control+k');
      await palette(page).fill(sn);
      await page.keyboard.press('Enter');
      await until(() => filterBox(page).inputValue()).toBe(`sn:${sn}`);

      await choose(page, 'keys');
      const help = page.getByRole('dialog', { name: 'Keys' });
      await help.getByText('every action by name').waitFor();
      await page.keyboard.press('Escape');
      await choose(page, '切换');
      await page.getByRole('link', { name: '通信' }).waitFor();
      await choose(page, '终端');
      await until(() => Promise.resolve(new URL(page.url()).hash)).toContain('#/terminals');
    });

    test('a click beside the help closes it, a text that is marked beyond its edge does not', async () => {
      const { page } = await open({ before: (desk) => say(desk, UPLOAD) });
      await row(page, 1).waitFor();
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keys' });
      const heading = await help.getByRole('heading', { name: 'Keys' }).boundingBox();
      if (heading === null) throw new Error('no heading');
      await page.mouse.move(heading.x + 5, heading.y + 5);
      await page.mouse.down();
      await page.mouse.move(8, heading.y + 5);
      await page.mouse.up();
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
      expect(await help.count()).toBe(1);
      await page.mouse.click(8, 200);
      await help.waitFor({ state: 'detached' });
    });

    test('opens again for a key that comes before the browser says that it closed', async () => {
      const { page } = await open({ before: (desk) => say(desk, UPLOAD) });
      await row(page, 1).waitFor();
      await page.keyboard.press('Control+k');
      await palette(page).fill('go to: terminals');
      await palette(page).evaluate(async (input) => {
        const press = (key: string, ctrlKey = false) =>
          input.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true }));
        press('Enter');
        // Microtasks run between two keys, as with a person's; events of the dialog do not.
        await Promise.resolve();
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }),
        );
      });
      await until(() => page.evaluate(() => location.hash)).toContain('#/terminals');
      await palette(page).fill('go to: traffic');
      await page.keyboard.press('Enter');
      await until(() => page.evaluate(() => location.hash)).toContain('#/traffic');
    });

    test('reaches every view, those without a place in the bar too', async () => {
      const { page } = await open({
        before: (desk) => {
          desk.terminals = TERMINALS(Date.now());
          say(desk, UPLOAD, { ...UPLOAD, sn: SERIALS[1] }, UPLOAD);
        },
      });
      const at = (place: string) =>
        until(() => page.evaluate(() => location.hash)).toContain(place);
      await row(page, 2).waitFor();
      await page.keyboard.press('Control+k');
      await palette(page).fill('compare with');
      await options(page).filter({ hasText: 'Open an exchange first' }).waitFor();
      await page.keyboard.press('Escape');
      await row(page, 2).click();
      await page.getByRole('treeitem').first().waitFor();
      await choose(page, 'compare with');
      await row(page, 3).click();
      await choose(page, 'compare with #2');
      await at('#/compare?n=2&with=3');
      await page.goBack();
      await row(page, 3).waitFor();
      await choose(page, `session of ${SERIALS[1]}`);
      await at(`#/session?`);
      await at(`sn=${SERIALS[1]}`);
      await choose(page, 'compose a command');
      await at('#/commands');
      await choose(page, 'replay exchanges');
      await at('#/replay');
      for (const [name, view] of [
        ['Statistics', 'statistics'],
        ['Reference', 'reference'],
        ['Captures', 'captures'],
        ['Terminals', 'terminals'],
        ['Traffic', 'traffic'],
      ] as const) {
        await choose(page, `go to: ${name}`);
        await at(`#/${view}`);
      }
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keys' });
      for (const name of ['Traffic', 'Terminals', 'Captures', 'Reference', 'Statistics']) {
        await help.getByText(name, { exact: true }).first().waitFor();
      }
      for (const name of ['Commands', 'Replay', 'Session']) {
        await help.getByText(name, { exact: true }).first().waitFor();
      }
      await help.getByText(/^Two exchanges: /).waitFor();
      await page.evaluate(axe.source);
      expect(await broken(page)).toEqual([]);
    });

    test('saves filters under names, and so does the menu beside the box', async () => {
      const { page } = await open({
        locale: 'en-GB',
        before: (desk) => say(desk, UPLOAD, { ...UPLOAD, sn: '7000000000001' }, UPLOAD),
      });
      await row(page, 3).waitFor();
      await filterBox(page).fill('sn:7000000000001');
      await until(() => rows(page).count()).toBe(1);
      await filterBox(page).press('Enter');
      await choose(page, 'save the filter');
      await page.getByRole('textbox', { name: 'Name of the filter' }).fill('canteen');
      await page.keyboard.press('Enter');

      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await until(() => rows(page).count()).toBe(3);
      await page.reload();
      await row(page, 3).waitFor();
      await choose(page, 'canteen');
      await until(() => rows(page).count()).toBe(1);

      await page.getByRole('button', { name: 'Saved filters' }).click();
      const menu = page.getByRole('dialog', { name: 'Saved filters' });
      await menu.getByRole('button', { name: 'Rename filter canteen' }).click();
      await menu.getByLabel('Name of the filter').first().fill('kitchen');
      await page.keyboard.press('Enter');
      await menu.getByText('kitchen').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await until(() => rows(page).count()).toBe(3);
      await page.getByRole('button', { name: 'Saved filters' }).focus();
      await page.keyboard.press('Enter');
      await menu.getByRole('button', { name: /^kitchen/ }).press('Enter');
      await until(() => rows(page).count()).toBe(1);

      await choose(page, 'delete filter kitchen');
      await page.getByText('Filter kitchen was deleted; it was: sn:7000000000001').waitFor();
      await page.getByRole('button', { name: 'Saved filters' }).click();
      await menu.getByText('No filter was saved yet.').waitFor();
    });

    test.each(['en-GB', 'zh-CN'])('has nothing serious for axe in %s', async (locale) => {
      const { page } = await open({
        locale,
        before: (desk) => {
          desk.status = { demonstration: true };
          say(desk, UPLOAD, UPLOAD);
        },
      });
      await page.evaluate(axe.source);
      await page.getByText('--upstream http://HOST:PORT').waitFor();
      await row(page, 2).click();
      await page.keyboard.press('m');
      await page.keyboard.press('Shift+M');
      await page.getByRole('textbox').last().fill('…');
      await until(() => broken(page)).toEqual([]);
      await page.keyboard.press('Control+Enter');
      await row(page, 2).getByTitle('…').waitFor();
      await until(() => broken(page)).toEqual([]);
      await page.keyboard.press('Control+k');
      await options(page).first().waitFor();
      await until(() => broken(page)).toEqual([]);
      await page.keyboard.press('Escape');
      const saved = /^(Saved filters|已保存的筛选)$/;
      await page.getByRole('button', { name: saved }).click();
      await page.getByRole('dialog', { name: saved }).waitFor();
      await until(() => broken(page)).toEqual([]);
    });
  });
};
