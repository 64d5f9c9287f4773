/** Secrets on the page: out of sight in tree, bytes, text, headers and copies until this tab asks for them. */

import { expect, test } from 'vitest';
import type { Stage } from '../browser.ts';
import { morning, row, say } from './parts.ts';

const SECRETS = /123456|654321|31 32 33 34|36 35 34 33/;

export function secretWalks({ open }: Stage): void {
  test('secrets are hidden everywhere in the detail until they are asked for', async () => {
    const { page } = await open({
      before: (desk) => {
        morning(1)(desk);
        say(desk, { request: 'e04-pwd-done-request', response: 'e05-reptype-response-ok' });
      },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const pane = page
      .locator('section, main')
      .filter({ has: page.getByRole('tree') })
      .last();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const copy = async (name: string) => {
      await page.getByRole('button', { name: 'Copy as' }).click();
      await page.getByRole('menuitem', { name }).click();
      return copied();
    };

    await row(page, 1).click();
    await page.getByRole('treeitem').first().waitFor();
    const show = page.getByRole('button', { name: 'Show secrets' });
    expect(await show.count()).toBe(0);

    await row(page, 2).click();
    await show.waitFor();
    expect(await pane.textContent()).not.toMatch(SECRETS);
    expect(await page.locator('.hex').allTextContents()).toContainEqual(
      expect.stringContaining('•• ••'),
    );
    for (const name of ['curl command', 'Request as it stood', 'JSON']) {
      expect(await copy(`${name} (secrets hidden)`)).not.toMatch(SECRETS);
    }
    expect(await copied()).toContain('10023');
    for (const tab of ['Headers', 'Text']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByText('OldPwd=******').first().waitFor();
      expect(await page.locator('body').textContent()).not.toMatch(SECRETS);
    }

    await show.click();
    expect(await show.getAttribute('aria-pressed')).toBe('true');
    await page.getByText('OldPwd=123456').first().waitFor();
    expect(await copy('Request as it stood (with secrets)')).toContain('NewPwd=654321');
    await page.reload();
    await page.getByText('OldPwd=123456').first().waitFor();

    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText('OldPwd=******').first().waitFor();
    await other.close();
  });
}
