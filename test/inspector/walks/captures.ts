/** The captures folder through the page: a file taken in, named anew, refused, thrown away. */

import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { newCapture } from '../../desk/kit.ts';
import { startProduct } from '../../kit/product.ts';
import type { Stage } from '../browser.ts';
import { until } from './parts.ts';
import { serious } from './serious.ts';

export function captureWalks({ visit }: Stage): void {
  test('a capture is uploaded, or stopped on its way, renamed, deleted; a refusal is said in words', async () => {
    const product = await startProduct();
    const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('3');
    const files = page.locator('[data-capture]');
    await until(() => files.count()).toBe(1);
    const current = (await files.first().textContent()) ?? '';
    expect(await page.getByRole('button', { name: `Delete ${current}` }).count()).toBe(0);

    const whole = await (
      await page.request.get(`${product.inspector.replace(/\/$/, '')}/api/captures/${current}`)
    ).body();
    const input = page.locator('input[type=file]');
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer });
    await input.setInputFiles(file('noon.jsonl', Buffer.from('no capture\n')));
    await page.getByRole('alert').getByText('This is no capture').waitFor();
    await input.setInputFiles(file('noon.jsonl', whole));
    await page.getByText('noon.jsonl was uploaded.').waitFor();
    await until(() => files.count()).toBe(2);
    expect(await page.getByRole('alert').count()).toBe(0);

    // The desk never answers this one.
    await page.route('**/slow.jsonl', () => {});
    await input.setInputFiles(file('slow.jsonl', whole));
    await page.getByRole('progressbar', { name: 'Uploading slow.jsonl' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await until(() => page.getByRole('progressbar').count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.unroute('**/slow.jsonl');

    await page.getByRole('button', { name: 'Rename noon.jsonl' }).click();
    const dialog = page.getByRole('dialog');
    const name = dialog.getByLabel('New name');
    await name.fill('../noon.jsonl');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('Name it by letters').waitFor();
    expect(await serious(page)).toEqual([]);
    await name.fill('evening.jsonl');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'evening.jsonl' }).first().waitFor();

    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '删除 evening.jsonl' }).click();
    await dialog.getByText(/永久删除 [\d.,]+ ?\S?B/).waitFor();
    expect(await serious(page)).toEqual([]);
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(await files.count()).toBe(2);
    await page.getByRole('button', { name: '删除 evening.jsonl' }).click();
    await dialog.getByRole('button', { name: '删除' }).click();
    await until(() => files.count()).toBe(1);
    await page.getByText('已删除 evening.jsonl。').waitFor();
    await page.getByRole('button', { name: 'EN' }).click();
  });

  test('what is refused after its dialog was left is said in the list, and not by the next dialog', async () => {
    const product = await startProduct();
    const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
    newCapture(dirname(product.capture), 'noon.jsonl');
    newCapture(dirname(product.capture), 'evening.jsonl');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Rename noon.jsonl' }).click();
    let go = () => {};
    const held = new Promise<void>((release) => (go = release));
    await page.route('**/noon.jsonl', async (route) => {
      await held;
      await route.continue();
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('New name').fill('evening.jsonl');
    const asked = page.waitForRequest('**/noon.jsonl');
    await page.keyboard.press('Enter');
    await asked;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    go();
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    await page.getByRole('button', { name: 'Delete noon.jsonl' }).click();
    await dialog.getByText('Delete noon.jsonl').waitFor();
    expect(await refusal.count()).toBe(0);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.unroute('**/noon.jsonl');
  });

  test('a read-only desk offers no change of its captures', async () => {
    const product = await startProduct(['--read-only']);
    const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('3');
    await until(() => page.locator('[data-capture]').count()).toBe(1);
    expect(await page.getByRole('button', { name: /Rename|Delete|Upload|Begin/ }).count()).toBe(0);
  });
}
