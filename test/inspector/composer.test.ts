/** Commands written in the built page, sent through the real desk to the built-in terminals. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { InjectionItem } from '../../shared/link/injection.ts';
import { startProduct } from '../kit/product.ts';
import { stage } from './browser.ts';
import { until } from './walks/parts.ts';

const { visit } = stage();

type Items = { readonly items: readonly InjectionItem[] };

async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('the composer', () => {
  test('sends what it shows, asks for the serial, and follows the command to its answer', async () => {
    const product = await startProduct();
    const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('6');
    const form = page.getByRole('form', { name: 'Compose a command' });
    const first = form.getByRole('group', { name: 'To' }).getByRole('checkbox').first();
    await first.check();
    const sn = await first.inputValue();
    const send = form.getByRole('button', { name: /^Send/ });
    const wire = () => form.locator('[data-wire]').getAttribute('data-wire');
    const sent = async () => (await product.api<Items>('/api/commands')).items;

    expect(await wire()).toBe('INFO');
    await send.focus();
    await page.keyboard.press('Enter');
    const line = page.locator('[data-command]');
    await until(() => line.count()).toBe(1);
    await until(async () => (await sent())[0]?.state).toBe('acknowledged');
    await line.getByText('acknowledged').first().waitFor();
    expect(await line.locator('dt').count()).toBeGreaterThan(0);
    expect((await sent())[0]).toMatchObject({ sn, command: 'INFO' });

    await form.getByRole('combobox', { name: 'Command' }).selectOption('REBOOT');
    expect(await send.isDisabled()).toBe(true);
    const confirm = form.getByLabel(`Type ${sn}`);
    await confirm.fill(`${sn}0`);
    expect(await send.isDisabled()).toBe(true);
    await confirm.fill(sn);
    expect(await send.isEnabled()).toBe(true);

    await form.getByRole('button', { name: 'Add to batch' }).click();
    await form.getByRole('combobox', { name: 'Command' }).selectOption('INFO');
    await form.getByRole('button', { name: 'Add to batch' }).click();
    await form.getByText('Nothing after REBOOT leaves in the same reply').waitFor();
    await form.getByRole('button', { name: 'Up' }).last().click();
    expect(await form.getByRole('listitem').locator('code').allInnerTexts()).toEqual([
      'INFO',
      'REBOOT',
    ]);
    expect(await serious(page)).toEqual([]);
    expect(await send.isDisabled()).toBe(true);
    await confirm.fill(sn);
    await send.click();
    await form.getByText('Queued for 1 terminal').waitFor();
    const commands = async () => (await sent()).map(({ command }) => command).toSorted();
    expect(await commands()).toEqual(['INFO', 'INFO', 'REBOOT']);
    await until(() => line.count()).toBe(3);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('form', { name: '编写命令' }).waitFor();
    expect(await serious(page)).toEqual([]);
  });
});
