/** Commands written in the built page, sent through the real desk to the built-in terminals. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { InjectionItem } from '../../shared/link/injection.ts';
import { startProduct } from '../kit/product.ts';
import { stage } from './browser.ts';
import { until } from './walks/parts.ts';
import { serious } from './walks/serious.ts';

const { visit } = stage();

type Items = { readonly items: readonly InjectionItem[] };

const SN = '5158181900025';

/** The product before a server whose next reply the test says; the test speaks as the terminal. */
async function startBetween(args: readonly string[] = []) {
  let reply = 'OK';
  const server = createServer((request, response) => {
    request
      .resume()
      .on('end', () => response.end(request.url?.includes('posrequest') ? reply : 'OK'));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  const product = await startProduct(['--upstream', `http://127.0.0.1:${port}`, ...args]);
  const say = async (path: string, body?: string): Promise<string> => {
    const given = body === undefined ? {} : { method: 'POST', body };
    const headers = { 'user-agent': 'iClock Proxy/1.09', connection: 'close' };
    const response = await fetch(`http://${product.listen}/iclock/${path}`, { ...given, headers });
    return response.text();
  };
  return {
    product,
    serverSays: (text: string) => (reply = text),
    poll: () => say(`posrequest?SN=${SN}&type=pos&devno=1`),
    result: (body: string) => say(`posdevicecmd?SN=${SN}`, body),
    async stop() {
      await product.stop();
      server.close().closeAllConnections();
    },
  };
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
    await form.getByRole('combobox', { name: 'Command' }).selectOption('REBOOT');
    await form.getByText('Queued for 1 terminal').waitFor({ state: 'detached' });
    const commands = async () => (await sent()).map(({ command }) => command).toSorted();
    expect(await commands()).toEqual(['INFO', 'INFO', 'REBOOT']);
    await until(() => line.count()).toBe(3);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('form', { name: '编写命令' }).waitFor();
    expect(await serious(page)).toEqual([]);
  });

  test('what is written while a command leaves stays, and has not been sent', async () => {
    const product = await startProduct();
    const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('6');
    const form = page.getByRole('form', { name: 'Compose a command' });
    const to = form.getByRole('group', { name: 'To' }).getByRole('checkbox');
    await until(() => to.count()).toBeGreaterThan(1);
    await to.nth(0).check();
    await to.nth(1).check();
    const add = form.getByRole('button', { name: 'Add to batch' });
    const send = form.getByRole('button', { name: /^Send/ });
    const batch = form.getByRole('listitem').locator('code');
    const queued = form.getByText(/^Queued for/);
    const sent = async () =>
      (await product.api<Items>('/api/commands')).items.map(({ command }) => command);
    await add.click();

    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    const sending = /\/api\/commands\?/;
    await page.route(sending, async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.fallback();
    });
    const leaving = page.waitForRequest((request) => request.method() === 'POST');
    await send.click();
    await leaving;
    await add.click();
    release();
    await until(sent).toEqual(['INFO', 'INFO']);
    await until(() => send.isEnabled()).toBe(true);
    await page.unroute(sending);
    expect(await batch.allInnerTexts()).toEqual(['INFO', 'INFO']);
    expect(await queued.count()).toBe(0);

    await send.click();
    await form.getByText('Queued for 2 terminals').waitFor();
    expect(await batch.count()).toBe(0);
    expect(await sent()).toEqual(Array(6).fill('INFO'));
    await to.nth(1).uncheck();
    await until(() => queued.count()).toBe(0);
  });

  test("tells the server's commands apart, says why and when, takes back, sends again", async () => {
    const terminal = await startBetween();
    const { product } = terminal;
    terminal.serverSays('C:41:CHECK\n');
    await terminal.poll();
    await terminal.poll();
    terminal.serverSays('OK');
    await terminal.result('ID=41&Return=-1&CMD=CHECK\n');
    const page = await visit(`${product.inspector}#token=${product.token}`, terminal.stop);
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('6');

    const ofServer = page.locator('[data-server-command="41"]');
    await ofServer.getByText('sent again 1 time').waitFor();
    await ofServer.getByText('failed', { exact: true }).waitFor();
    expect(await ofServer.getByRole('cell').nth(1).innerText()).toBe('server');

    await ofServer.getByRole('button', { name: 'Edit and send' }).click();
    const form = page.getByRole('form', { name: 'Compose a command' });
    expect(await form.getByRole('checkbox', { name: SN }).isChecked()).toBe(true);
    expect(await form.getByRole('textbox', { name: 'A line of my own' }).inputValue()).toBe(
      'CHECK',
    );
    await form.getByRole('textbox', { name: 'A line of my own' }).fill('INFO');
    const sent = async () => (await product.api<Items>('/api/commands')).items;
    await form.getByRole('button', { name: /^Send/ }).click();
    await until(async () => (await sent()).length).toBe(1);
    const own = page.locator('[data-command]');
    await own.getByText(/polls every \d+ s/).waitFor();
    await own.getByRole('button', { name: 'Cancel' }).click();
    await own.locator('strong', { hasText: 'cancelled' }).waitFor();
    expect((await sent())[0]?.state).toBe('cancelled');

    await own.getByRole('button', { name: 'Send again' }).click();
    await until(() => own.count()).toBe(2);
    const again = page
      .locator('[data-command]')
      .filter({ has: page.locator('strong', { hasText: 'queued' }) });
    await again.waitFor();
    const id = (await sent()).find(({ state }) => state === 'queued')?.id ?? '';
    expect(await terminal.poll()).toContain(`C:${id}:INFO`);
    await terminal.result(`ID=${id}&Return=0&CMD=INFO\nUserCount=7\n`);
    const done = page.locator(`[data-command="${id}"]`);
    await done.locator('strong', { hasText: 'acknowledged' }).waitFor();

    expect(await page.locator('[data-server-command]').count()).toBe(1);

    const expiring = await fetch(new URL('api/commands', product.inspector), {
      method: 'POST',
      headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sn: SN, command: 'INFO', expiresAfterMs: 1_000 }),
    });
    expect(expiring.status).toBe(201);
    await own.locator('strong', { hasText: 'expired' }).waitFor();
    expect(await serious(page)).toEqual([]);

    await page.setViewportSize({ width: 800, height: 900 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.getByRole('button', { name: '中文' }).click();
    await ofServer.getByText('服务器', { exact: true }).waitFor();
    const lines = await ofServer
      .getByRole('cell')
      .nth(1)
      .evaluate((cell) => {
        const text = document.createRange();
        text.selectNodeContents(cell);
        return text.getClientRects().length;
      });
    await page.getByRole('button', { name: 'EN' }).click();
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(width).toBe(800);
    expect(lines).toBe(1);
  });

  test('sends nothing with --read-only, and says so', async () => {
    const terminal = await startBetween(['--read-only']);
    const { product } = terminal;
    await terminal.poll();
    const page = await visit(`${product.inspector}#token=${product.token}`, terminal.stop);
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('6');
    await page.getByText('pushscope was started with --read-only').waitFor();
    const form = page.getByRole('form', { name: 'Compose a command' });
    expect(await form.getByRole('button', { name: /^Send/ }).isDisabled()).toBe(true);
    expect(await form.getByRole('checkbox', { name: SN }).isDisabled()).toBe(true);
  });
});
