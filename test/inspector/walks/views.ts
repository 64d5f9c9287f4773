/** Walks through everything around the traffic: sign-in, languages, terminals, captures, narrow windows. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DeskStub } from '../desk-stub.ts';
import type { Stage } from '../browser.ts';
import { exchange, SERIALS } from '../samples.ts';
import { TERMINALS } from '../terminals.ts';
import { field, filterBox, list, morning, row, rows, until, UPLOAD } from './parts.ts';

const withTerminals = (desk: DeskStub): void => {
  desk.terminals = TERMINALS(Date.now());
  morning(44)(desk);
};

export const viewWalks = ({ open }: Stage): void => {
  describe('signing in', () => {
    test('the token leaves the address at once', async () => {
      const { page, desk } = await open({ before: morning(5) });
      await list(page).waitFor();
      expect(page.url()).not.toContain(desk.token);
      await page.goBack();
      expect(page.url()).not.toContain(desk.token);
      await page.goForward();
      expect(await page.evaluate(() => document.cookie)).toBe('');
    });

    test('without a token there is a place for it', async () => {
      const { page, desk } = await open({ path: '', before: morning(5) });
      await page.getByLabel('Token').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('Token').fill(desk.token);
      await page.keyboard.press('Enter');
      await list(page).waitFor();
      await page.reload();
      await row(page, 5).waitFor();
    });

    test('a desk that no longer knows us is told apart from one that is gone', async () => {
      const { page, desk } = await open({ before: morning(5) });
      await row(page, 5).waitFor();
      desk.forgetVisitors();
      desk.dropSockets();
      await page.getByText('This page may no longer read the desk.').waitFor();
      await page.getByLabel('Token').fill(desk.token);
      await page.keyboard.press('Enter');
      await row(page, 5).waitFor();
    });
  });

  describe('languages', () => {
    test('change without a reload, open exchange and all, and are kept', async () => {
      const { page } = await open({ before: morning(22) });
      await row(page, 10).click();
      await field(page, 'PosMoney').click();
      await page.getByRole('button', { name: '中文' }).click();
      await until(() => row(page, 10).innerText()).toContain('1 条消费记录');
      await until(() => field(page, 'PosMoney').innerText()).toContain('消费金额');
      await page.getByRole('button', { name: '余额与消费金额不符。' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
      await page.reload();
      await page.getByRole('link', { name: '终端' }).waitFor();
    });

    test('the browser’s own is where it begins', async () => {
      const { page } = await open({ locale: 'zh-CN', before: morning(5) });
      await page.getByRole('link', { name: '抓包文件' }).waitFor();
    });
  });

  describe('terminals', () => {
    test('stand on a board that says who is silent; one leads to its traffic', async () => {
      const { page } = await open({ before: withTerminals });
      await page.keyboard.press('2');
      const silent = page.getByRole('row').filter({ hasText: SERIALS[2] });
      await until(() => silent.innerText()).toContain('overdue');
      await page.getByRole('button', { name: `More about ${SERIALS[0]}` }).click();
      await page.getByRole('rowheader', { name: 'PosLogStampId' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await list(page).waitFor();
      expect(await filterBox(page).inputValue()).toBe(`sn:${SERIALS[0]}`);
      await until(() => rows(page).count()).toBeGreaterThan(2);
      for (const text of await rows(page).allInnerTexts()) expect(text).toContain(SERIALS[0]);
    });

    test('stand in the order that is asked for, and move with what comes', async () => {
      const { page, desk } = await open({ before: withTerminals });
      await page.keyboard.press('2');
      await page.getByRole('button', { name: 'Findings' }).click();
      const first = page.locator('[data-terminal]').first();
      await until(() => first.innerText()).toBe(SERIALS[2]);
      desk.terminals = desk.terminals.map((terminal) => ({
        ...terminal,
        findings: { error: terminal.sn === SERIALS[3] ? 9 : 0, warning: 0, note: 0 },
      }));
      desk.tellTerminals();
      await until(() => first.innerText()).toBe(SERIALS[3]);
    });
  });

  describe('captures', () => {
    const withOlder = (desk: DeskStub) => {
      morning(22)(desk);
      desk.keepOlder([exchange(7, UPLOAD)]);
    };

    test('an older one is opened, and left again', async () => {
      const { page } = await open({ before: withOlder });
      await page.keyboard.press('3');
      await page.getByRole('cell', { name: '1,234 exchanges' }).waitFor();
      const current = page.getByRole('row').filter({ hasText: 'being written' });
      const count = current.getByTitle('Counted once the whole file has been read');
      expect(await count.innerText()).toBe('…');
      await page.getByRole('link', { name: 'capture-2026-11-23' }).first().click();
      await row(page, 7).waitFor();
      expect(await rows(page).count()).toBe(1);
      await row(page, 7).click();
      await field(page, 'PosMoney').waitFor();
      await page.getByRole('button', { name: 'Back to live' }).click();
      await row(page, 19).waitFor();
    });

    test('one is taken along as it is on disk', async () => {
      const { page } = await open({ before: withOlder });
      await page.keyboard.press('3');
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download capture-2026-11-23T08-00-00.jsonl' }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe('capture-2026-11-23T08-00-00.jsonl');
      expect(readFileSync(await download.path(), 'utf8')).toMatch(/^{"type":"exchange","n":7,/);
    });

    test('a new file is begun, except where nothing may be changed', async () => {
      const { page, desk } = await open({ before: withOlder });
      await page.keyboard.press('3');
      await page.getByRole('button', { name: 'Begin a new file' }).click();
      await page.getByText('A new file was begun.').waitFor();
      expect(desk.rotations).toBe(1);

      const readOnly = await open({ before: (other) => (other.status = { readOnly: true }) });
      await list(readOnly.page).waitFor();
      await readOnly.page.keyboard.press('3');
      await readOnly.page.getByText('Read-only').waitFor();
      expect(await readOnly.page.getByRole('button', { name: 'Begin a new file' }).count()).toBe(0);
    });
  });

  describe('a narrow window', () => {
    test.each([1_440, 1_280, 1_160, 1_000])(
      'never cuts a port off an address, %i px wide',
      async (width) => {
        const status = {
          listen: '192.168.100.101:18081',
          upstream: 'http://canteen-server.example.org:18088',
        };
        const { page } = await open({
          viewport: { width, height: 620 },
          before: (desk) => (desk.status = status),
        });
        await list(page).waitFor();
        const ends = await page.locator('.upstream > span:not([aria-hidden])').evaluateAll((all) =>
          all
            .filter((each) => each.checkVisibility())
            .map((each) => {
              const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
              const text = walker.nextNode() ?? each;
              const length = text.textContent?.length ?? 0;
              const port = document.createRange();
              port.setStart(text, length - 6);
              port.setEnd(text, length);
              const { left, right } = port.getBoundingClientRect();
              const bar = each.parentElement?.getBoundingClientRect();
              const own = each.getBoundingClientRect();
              return {
                port: port.toString(),
                isSeen:
                  left >= Math.max(own.left, bar?.left ?? 0) - 1 &&
                  right <= Math.min(own.right, bar?.right ?? 0) + 1,
              };
            }),
        );
        if (width >= 1_280) expect(ends).toContainEqual({ port: ':18088', isSeen: true });
        expect(ends.filter(({ isSeen }) => !isSeen)).toEqual([]);
        const { scrollWidth, clientWidth } = await page
          .locator('header')
          .first()
          .evaluate((bar) => ({ scrollWidth: bar.scrollWidth, clientWidth: bar.clientWidth }));
        expect(scrollWidth).toBe(clientWidth);
      },
    );

    test('loses columns, nothing else', async () => {
      const { page } = await open({ viewport: { width: 800, height: 620 }, before: withTerminals });
      const overflow = (selector: string) =>
        page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);
      await list(page).waitFor();
      await rows(page).last().click();
      await page.getByRole('treeitem').first().waitFor();
      expect(await overflow('[role=grid]')).toBe(0);
      expect(await overflow('body')).toBe(0);
      await page.keyboard.press('2');
      await page.locator('[data-terminal]').first().waitFor();
      expect(await overflow('.terminals')).toBe(0);
      await page.keyboard.press('3');
      await page.locator('[data-capture]').first().waitFor();
      expect(await overflow('.captures')).toBe(0);
    });
  });
};
