/** Walks through the list of exchanges. */

import { describe, expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { POLL } from '../samples.ts';
import { filterBox, follow, list, morning, row, rows, say, until, UPLOAD } from './parts.ts';

export const listWalks = ({ open }: Stage): void => {
  describe('the list', () => {
    test('fills, says everything in words, and follows what comes', async () => {
      const { page, desk } = await open({ before: morning(60) });
      await row(page, 60).waitFor();
      expect(await row(page, 49).innerText()).toContain('4 consumption records');
      say(desk, UPLOAD);
      await row(page, 61).waitFor();
      expect(await row(page, 61).isVisible()).toBe(true);
      expect(await follow(page).getAttribute('aria-pressed')).toBe('true');
    });

    test('lets go when it is scrolled up, counts what is new, and comes back', async () => {
      const { page, desk } = await open({ before: morning(120) });
      await row(page, 115).waitFor();
      await list(page).hover();
      await page.mouse.wheel(0, -600);
      await until(() => follow(page).getAttribute('aria-pressed')).toBe('false');
      const top = await list(page).evaluate((element) => element.scrollTop);
      say(desk, UPLOAD, POLL, UPLOAD);
      const pill = page.getByRole('button', { name: '2 new' });
      await pill.waitFor();
      expect(await list(page).evaluate((element) => element.scrollTop)).toBe(top);
      await pill.click();
      await row(page, 123).waitFor();
      expect(await pill.count()).toBe(0);
      expect(await follow(page).getAttribute('aria-pressed')).toBe('true');
    });

    test('folds idle polls into one line, which unfolds', async () => {
      const { page, desk } = await open({ before: morning(30) });
      await row(page, 27).waitFor();
      expect(await row(page, 25).count()).toBe(0);
      const line = page.getByRole('button', { name: /idle polls folded/ });
      say(desk, POLL, POLL);
      await until(() => line.innerText()).toContain('2 idle polls of 1 terminal');
      await page.keyboard.press('i');
      await row(page, 25).waitFor();
      expect(page.url()).toContain('idle=1');
      await page.keyboard.press('i');
      await row(page, 25).waitFor({ state: 'detached' });
    });

    test('is filtered while somebody writes; a mistake is said and changes nothing', async () => {
      const { page } = await open({ before: morning(66) });
      await row(page, 63).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('kind:upload');
      await page.getByText('15 of 66').waitFor();
      await until(() => rows(page).count()).toBe(15);
      await page.keyboard.type(' (');
      await page.keyboard.press('Enter');
      const mistake = page.getByRole('alert');
      await until(() => mistake.innerText()).toContain('parenthesis');
      expect(await filterBox(page).getAttribute('aria-invalid')).toBe('true');
      expect(await rows(page).count()).toBe(15);
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await row(page, 63).waitFor();
      expect(await mistake.count()).toBe(0);
    });

    test('offers what could be written, and says what the filter shows', async () => {
      const { page } = await open({ before: morning(22) });
      await row(page, 19).waitFor();
      await filterBox(page).focus();
      await page.keyboard.type('kin');
      await page.getByRole('option', { name: 'kind kind' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await filterBox(page).inputValue()).toBe('kind:');
      await page.keyboard.type('card-l');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      expect(await filterBox(page).inputValue()).toBe('kind:card-loss');
      await until(() => rows(page).count()).toBe(1);
      await page.keyboard.press('ArrowDown');
      await page.getByText('Shows').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      expect(await list(page).evaluate((element) => element === document.activeElement)).toBe(true);
    });

    test('is walked by keys alone, and the address says where', async () => {
      const { page } = await open({ before: morning(44) });
      await row(page, 41).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.keyboard.press('k');
      await until(() => page.getByRole('row', { selected: true }).innerText()).toContain('39');
      await page.getByRole('treeitem').first().waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.getByRole('treeitem', { selected: true }).waitFor();
      expect(page.url()).toMatch(/n=39/);
      await page.reload();
      await page.getByRole('row', { selected: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('tree').waitFor({ state: 'detached' });
      expect(page.url()).not.toMatch(/n=/);
    });

    test('stands still while it is paused', async () => {
      const { page, desk } = await open({ before: morning(22) });
      await row(page, 19).waitFor();
      await page.keyboard.press('p');
      await page.getByText('Paused', { exact: true }).waitFor();
      say(desk, UPLOAD);
      await page.getByText('23 exchanges').waitFor();
      expect(await row(page, 23).count()).toBe(0);
      await page.keyboard.press('p');
      await row(page, 23).waitFor();
    });

    test('finds its way back after the connection was lost', async () => {
      const { page, desk } = await open({ before: morning(22) });
      await row(page, 19).waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
      desk.dropSockets();
      say(desk, UPLOAD);
      await row(page, 23).waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
    });

    test('says what to do while there is nothing', async () => {
      const { page } = await open();
      await page.getByText("Point a terminal at this machine's address, port 8081").waitFor();
    });
  });
};
