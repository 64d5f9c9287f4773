/** Walks through an open exchange. */

import { describe, expect, test } from 'vitest';
import type { Opened, Stage } from '../browser.ts';
import { exchange, sample } from '../samples.ts';
import { field, filterBox, morning, row, until, UPLOAD } from './parts.ts';

export const detailWalks = ({ open }: Stage): void => {
  async function openExchange(n: number): Promise<Opened> {
    const opened = await open({ before: morning(22) });
    await row(opened.page, n).click();
    await opened.page.getByRole('treeitem').first().waitFor();
    return opened;
  }

  describe('an open exchange', () => {
    test('a field lights its bytes, and bytes choose their field', async () => {
      const { page } = await openExchange(10);
      await field(page, 'PosMoney').click();
      const bytes = page.getByRole('group', { name: 'Bytes', exact: true });
      await until(() => bytes.locator('.hex .chosen').allInnerTexts()).toEqual(['38 35 30']);
      expect(await bytes.locator('.glyphs .chosen').allInnerTexts()).toEqual(['850']);
      await page.getByText('Request · body · bytes 32–34, 3 long').waitFor();

      await bytes
        .locator('.glyphs [data-from]')
        .filter({ hasText: /^14150$/ })
        .click();
      await until(() => page.getByRole('treeitem', { selected: true }).innerText()).toContain(
        'Balance',
      );
      await field(page, 'RecNo').hover();
      await until(() => bytes.locator('.hex .pointed').allInnerTexts()).toEqual(['33 37']);
    });

    test('the tree opens, closes and moves by arrows', async () => {
      const { page } = await openExchange(10);
      await page.keyboard.press('Enter');
      const selected = page.getByRole('treeitem', { selected: true });
      await page.keyboard.press('Home');
      await until(() => selected.innerText()).toContain('Request');
      await page.keyboard.press('ArrowLeft');
      await until(() => selected.getAttribute('aria-expanded')).toBe('false');
      expect(await field(page, 'PosMoney').count()).toBe(0);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await until(() => selected.innerText()).toContain('SN');
      await page.keyboard.press('ArrowLeft');
      await until(() => selected.innerText()).toContain('Request');
    });

    test('the same field stays chosen in the next exchange', async () => {
      const { page } = await openExchange(10);
      await field(page, 'SN').click();
      await page.getByRole('button', { name: 'Next exchange' }).click();
      await page.getByText('#11').waitFor();
      await until(() => page.getByRole('treeitem', { selected: true }).innerText()).toContain(
        '3399170200112',
      );
    });

    test('another exchange begins at its top', async () => {
      const { page } = await openExchange(1);
      const tree = page.getByRole('tree');
      await tree.hover();
      await page.mouse.wheel(0, 400);
      await until(() => tree.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Next exchange' }).click();
      await page.getByText('#2', { exact: true }).waitFor();
      await until(() => tree.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    });

    test('a finding leads to its bytes', async () => {
      const { page } = await openExchange(10);
      await page.getByRole('button', { name: /The balance does not follow/ }).click();
      await until(() => page.getByRole('treeitem', { selected: true }).innerText()).toContain(
        'PosMoney',
      );
    });

    test('a field becomes a filter', async () => {
      const { page } = await openExchange(10);
      await field(page, 'PosMoney').click();
      await page.getByRole('button', { name: 'Filter by posMoney:8.50' }).click();
      expect(await filterBox(page).inputValue()).toBe('posMoney:8.50');
      await page.getByText('3 of 22').waitFor();
    });

    test('headers as they stood, text with its controls, time in its phases', async () => {
      const { page } = await openExchange(10);
      await page.getByRole('tab', { name: 'Headers' }).click();
      await page.getByRole('row', { name: 'User-Agent iClock Proxy/1.09' }).waitFor();
      await page.getByRole('tab', { name: 'Headers' }).press('ArrowRight');
      const request = page.getByRole('region', { name: 'Request' });
      await until(() => request.innerText()).toContain('10023⇥\t10023⇥\t2018-11-02 12:01:07⇥');
      await page.getByLabel('Show TAB, CR, LF').uncheck();
      await until(() => request.innerText()).notToContain('⇥');
      await page.keyboard.press('Tab');
      await page.getByRole('tab', { name: 'Timing' }).click();
      await page.getByRole('rowheader', { name: 'Server thinks' }).waitFor();
      expect(page.url()).toContain('tab=timing');
    });

    test('what was changed on the way is told line by line', async () => {
      const { page } = await openExchange(16);
      expect(await row(page, 16).innerText()).toContain('changed on the way');
      await page.getByRole('tab', { name: 'Raw text' }).click();
      const forwarded = page.getByRole('region', { name: 'Reply as forwarded' });
      await until(() => forwarded.innerText()).toContain('answer NO to uploads');
      expect(await forwarded.locator('.out').innerText()).toContain('OK');
      expect(await forwarded.locator('.in').innerText()).toContain('NO');
    });

    test('GB18030 is read as what it is', async () => {
      const body = Buffer.from('c0eed0a1c3f7', 'hex');
      const base = exchange(1, UPLOAD);
      const { page } = await open({
        before: (desk) =>
          desk.push([{ ...base, request: { ...base.request, body, size: body.length } }]),
      });
      await row(page, 1).click();
      await page.getByRole('tab', { name: 'Raw text' }).click();
      const request = page.getByRole('region', { name: 'Request' });
      await until(() => request.innerText()).toContain('李小明');
      expect(await request.innerText()).toContain('GB18030');
    });

    test('hostile text stays text', async () => {
      const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
      const base = exchange(1, UPLOAD);
      const head = Buffer.from(sample('c01-poll-request').head);
      const target = Buffer.concat([
        Buffer.from(`GET /iclock/cpos?SN=${evil}&table=${evil} HTTP/1.1\r\nX: ${evil}`),
        head.subarray(head.indexOf('\r\n')),
      ]);
      const { page } = await open({
        before: (desk) =>
          desk.push([
            { ...base, request: { ...base.request, head: target, body: Buffer.from(evil) } },
          ]),
      });
      await row(page, 1).click();
      for (const tab of ['Headers', 'Raw text', 'Timing', 'Fields']) {
        await page.getByRole('tab', { name: tab }).click();
        expect(await page.locator('img, main script').count()).toBe(0);
      }
      expect(await page.title()).toBe('pushscope');
    });
  });
};
