/** Marks and comments: put on exchanges, seen in list and detail, walked through. */

import { describe, expect, test } from 'vitest';
import { LONGEST_NOTE } from '../../../shared/link/notes.ts';
import type { DeskStub } from '../desk-stub.ts';
import type { Stage } from '../browser.ts';
import { exchange } from '../samples.ts';
import { filterBox, row, rows, say, until, UPLOAD } from './parts.ts';

const uploads = (exchanges: number) => (desk: DeskStub) =>
  say(desk, ...Array.from({ length: exchanges }, () => UPLOAD));

export const markWalks = ({ open }: Stage): void => {
  describe('marks', () => {
    test('are put on and taken off by m, commented by M, and walked through', async () => {
      const { page, desk } = await open({ before: uploads(30) });
      const notice = page.getByRole('status').filter({ hasText: /marked|Choose/ });
      await row(page, 20).waitFor();
      await page.keyboard.press('m');
      await notice.filter({ hasText: 'Choose an exchange first' }).waitFor();
      expect(desk.notes).toEqual([]);

      await row(page, 20).click();
      await page.keyboard.press('m');
      await row(page, 20).getByTitle('Marked').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('m');
      await row(page, 21).getByTitle('Marked').waitFor();
      await page.keyboard.press('m');
      await row(page, 21).getByTitle('Marked').waitFor({ state: 'detached' });
      expect(desk.notes).toEqual([
        { n: 20, mark: true },
        { n: 21, mark: true },
        { n: 21, mark: false },
      ]);

      await page.keyboard.press('Shift+M');
      const text = page.getByRole('dialog').getByLabel('Comment on exchange 21');
      await text.fill('the balance jumps');
      await page.keyboard.press('Control+Enter');
      await row(page, 21).getByTitle('the balance jumps').waitFor();
      const detail = page.locator('[data-detail]');
      await detail.getByText('the balance jumps').waitFor();
      expect(await row(page, 21).getByTitle('Marked').count()).toBe(0);

      // From a marked exchange onwards, and round at the end.
      await row(page, 24).click();
      await detail.getByRole('button', { name: 'Mark', exact: true }).click();
      await row(page, 24).getByTitle('Marked').waitFor();
      await page.keyboard.press(']');
      await until(() => row(page, 20).getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('[');
      await until(() => row(page, 24).getAttribute('aria-selected')).toBe('true');

      await filterBox(page).fill('note:jumps');
      await until(() => rows(page).count()).toBe(1);
      await filterBox(page).fill('marked:yes');
      await until(() => rows(page).count()).toBe(2);
      // What is no longer marked leaves the list of marks at once; the detail stays.
      await row(page, 24).click();
      await page.keyboard.press('m');
      await until(() => rows(page).count()).toBe(1);
      await detail.getByRole('heading', { name: '#24' }).waitFor();
      await until(() =>
        detail.getByRole('button', { name: 'Mark', exact: true }).getAttribute('aria-pressed'),
      ).toBe('false');
    });

    test('a comment that is kept when its dialog was left already is kept', async () => {
      const { page, desk } = await open({ before: uploads(3) });
      await row(page, 2).click();
      let go = () => {};
      const held = new Promise<void>((release) => (go = release));
      await page.route('**/api/notes', async (route) => {
        await held;
        await route.continue();
      });
      await page.keyboard.press('Shift+M');
      const text = page.getByRole('dialog').getByLabel('Comment on exchange 2');
      expect(await text.getAttribute('maxlength')).toBe(String(LONGEST_NOTE));
      await text.fill('look here');
      const asked = page.waitForRequest('**/api/notes');
      await page.keyboard.press('Control+Enter');
      await asked;
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      go();
      await row(page, 2).getByTitle('look here').waitFor();
      expect(desk.notes).toEqual([{ n: 2, text: 'look here' }]);
      await page.unroute('**/api/notes');
    });

    test('go into the capture that is looked at, and stand again after a reload', async () => {
      const { page, desk } = await open({
        before: (desk) => {
          uploads(3)(desk);
          desk.keepOlder([3, 4, 5, 6].map((n) => exchange(n, UPLOAD)));
        },
      });
      await page.keyboard.press('3');
      await page.locator('[data-capture]', { hasText: '2026-11-23' }).click();
      await row(page, 5).click();
      await page.keyboard.press('m');
      await page.keyboard.press('Shift+M');
      await page.getByRole('textbox', { name: 'Comment on exchange 5' }).fill('look here');
      await page.getByRole('button', { name: 'Keep' }).click();
      await row(page, 5).getByTitle('look here').waitFor();
      const capture = 'capture-2026-11-23T08-00-00.jsonl';
      expect(desk.notes).toEqual([
        { n: 5, mark: true, capture },
        { n: 5, text: 'look here', capture },
      ]);
      await page.reload();
      await row(page, 5).getByTitle('Marked').waitFor();
      await page.locator('[data-detail]').getByText('look here').waitFor();
      await page.getByRole('button', { name: 'Back to live' }).click();
      await row(page, 3).waitFor();
      expect(await page.getByTitle('Marked').count()).toBe(0);
    });

    test('rest where the page may only read, and say why', async () => {
      const { page, desk } = await open({
        before: (desk) => {
          uploads(5)(desk);
          desk.status = { readOnly: true };
        },
      });
      await row(page, 4).click();
      const why = 'Nothing can be marked: pushscope was started with --read-only.';
      await page.keyboard.press('m');
      await page.getByRole('status').filter({ hasText: why }).waitFor();
      const mark = page.locator('[data-detail]').getByRole('button', { name: 'Mark', exact: true });
      expect(await mark.getAttribute('title')).toBe(why);
      expect(await mark.getAttribute('aria-disabled')).toBe('true');
      await page.keyboard.press('Shift+M');
      await mark.click({ force: true });
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(desk.notes).toEqual([]);
    });
  });
};
