/** What the composer keeps, fills in, leaves out and uploads: in the built page, before the real desk. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { InjectionItem } from '../../shared/link/injection.ts';
import { startProduct } from '../kit/product.ts';
import { stage } from './browser.ts';
import { field, row, until } from './walks/parts.ts';
import { serious } from './walks/serious.ts';

const { visit } = stage();
const SN = '5158181900025';

/** The product before a server that gives one command and then OK; the test speaks as the terminal. */
async function begin() {
  const replies = ['C:41:UPDATE USERINFO SysID=7\tName=王\n'];
  const server = createServer((request, response) => {
    const isPoll = request.url?.includes('posrequest') === true;
    request.resume().on('end', () => response.end((isPoll ? replies.shift() : undefined) ?? 'OK'));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  const product = await startProduct(['--upstream', `http://127.0.0.1:${port}`]);
  const ask = (path: string) =>
    fetch(`http://${product.listen}/iclock/${path}`, {
      headers: { 'user-agent': 'iClock Proxy/1.09', connection: 'close' },
    });
  const poll = async () => (await ask(`posrequest?SN=${SN}&type=pos&devno=1`)).text();
  await poll();
  const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
    await product.stop();
    server.close().closeAllConnections();
  });
  await page.getByRole('grid').waitFor();
  const sent = async () =>
    (await product.api<{ readonly items: readonly InjectionItem[] }>('/api/commands')).items;
  return { page, product, ask, poll, sent };
}

test('a command is saved, carried as a file, put in again, and its words are filled in', async () => {
  const { page, sent } = await begin();
  await page.keyboard.press('6');
  const form = page.getByRole('form', { name: 'Compose a command' });
  const verb = form.getByRole('combobox', { name: 'Command' });
  const wire = () => form.locator('[data-wire]').getAttribute('data-wire');
  await form.getByRole('checkbox', { name: SN }).check();
  await verb.selectOption('UPDATE');
  await form.getByRole('combobox', { name: 'Table' }).selectOption('USERINFO');
  await form.getByRole('textbox', { name: 'SysID' }).first().fill('7');
  const name = form.getByRole('textbox', { name: / Name$/ });
  await name.fill('王𠮷');
  await form.getByText('6 bytes in GB18030').waitFor();
  await form.getByRole('checkbox', { name: /^Fill in/ }).check();
  await name.fill('{who} {sn} {date}');

  const panel = page.getByRole('dialog', { name: 'Saved commands' });
  await form.getByRole('button', { name: 'Saved commands' }).click();
  await panel.getByRole('textbox', { name: 'Name to save it under' }).fill('greeting');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'greeting 1 command' }).waitFor();
  expect(await serious(page)).toEqual([]);
  const saving = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Export' }).click();
  const file = await (await saving).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([
    {
      name: 'greeting',
      commands: [
        { verb: 'UPDATE', table: 'USERINFO', values: { SysID: '7', Name: '{who} {sn} {date}' } },
      ],
      fills: true,
    },
  ]);
  await panel.getByRole('button', { name: 'Delete greeting' }).click();
  await panel.getByText('No command was saved yet.').waitFor();
  const chooser = panel.locator('input[type=file]');
  await chooser.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') }); // prettier-ignore
  await panel.getByText('This file holds no saved commands.').waitFor();
  await chooser.setInputFiles(file);
  await panel.getByText('Imported: 1.').waitFor();

  await page.reload();
  await form.getByRole('checkbox', { name: SN }).check();
  await form.getByRole('button', { name: 'Saved commands' }).click();
  await panel.getByRole('button', { name: 'greeting 1 command' }).click();
  expect(await name.inputValue()).toBe('{who} {sn} {date}');
  const send = form.getByRole('button', { name: /^Send/ });
  expect(await send.isDisabled()).toBe(true);
  await form.getByLabel('{who}', { exact: true }).fill('李');
  expect(await wire()).toMatch(/^UPDATE USERINFO SysID=7\tName=李 5158181900025 \d{4}-\d\d-\d\d$/);
  await send.click();
  await until(async () => (await sent()).map(({ command }) => command)).toEqual([await wire()]);
});

test('a mask is left out or none, what runs once is not sent again, how long it waits is said', async () => {
  const { page, poll, sent } = await begin();
  await page.keyboard.press('6');
  const form = page.getByRole('form', { name: 'Compose a command' });
  const verb = form.getByRole('combobox', { name: 'Command' });
  const wire = () => form.locator('[data-wire]').getAttribute('data-wire');
  await form.getByRole('checkbox', { name: SN }).check();
  await verb.selectOption('UPDATE');
  await form.getByRole('combobox', { name: 'Table' }).selectOption('CARDTYPE');
  await form.getByRole('textbox', { name: 'SortID' }).fill('1');
  const mask = form.getByRole('group', { name: /MealType/ });
  const absent = mask.getByRole('checkbox', { name: 'leave out' });
  expect(await wire()).toBe('UPDATE CARDTYPE SortID=1');
  await mask.getByRole('checkbox', { name: '3', exact: true }).check();
  expect(await wire()).toContain('MealType=4');
  await mask.getByRole('checkbox', { name: '3', exact: true }).uncheck();
  expect(await wire()).toContain('MealType=0');
  await absent.check();
  expect(await wire()).toBe('UPDATE CARDTYPE SortID=1');

  const again = form.getByRole('checkbox', { name: 'Send again when no answer comes' });
  await verb.selectOption('CLEAR');
  await form.getByRole('combobox', { name: 'Table' }).selectOption('DATA');
  expect(await again.isDisabled()).toBe(true);
  await form.getByText('CLEAR DATA must not run twice, so it is not sent again.').waitFor();
  await verb.selectOption('INFO');
  expect(await again.isChecked()).toBe(false);
  await again.check();
  await form.getByRole('spinbutton', { name: 'after, minutes', exact: true }).fill('2');
  await form.getByRole('spinbutton', { name: 'times at most' }).fill('3');
  await form.getByRole('spinbutton', { name: 'Expires after, minutes' }).fill('7');
  await form.getByRole('button', { name: /^Send/ }).click();
  await until(async () => (await sent()).length).toBe(1);
  const [item] = await sent();
  const waits = Date.parse(item?.expiresAt ?? '') - Date.parse(item?.steps[0]?.at ?? '');
  expect(waits).toBe(7 * 60_000);
  expect(await poll()).toContain(item?.wire);
});

test('a file of this computer is uploaded, its fetch is followed', async () => {
  const { page, ask, poll, sent } = await begin();
  await page.keyboard.press('6');
  await page.getByRole('button', { name: '中文' }).click();
  const form = page.getByRole('form', { name: '编写命令' });
  await form.getByRole('checkbox', { name: SN }).check();
  await form.getByRole('combobox', { name: '命令' }).selectOption('PutFile');
  await form.getByRole('checkbox', { name: '本机文件' }).check();
  const send = form.getByRole('button', { name: /发送 1 条命令/ });
  await form.getByLabel(`请输入 ${SN}`).fill(SN);
  expect(await send.isDisabled()).toBe(true);
  await form
    .getByLabel('文件 *')
    .setInputFiles({ name: '固件 a.tgz', mimeType: 'a/b', buffer: Buffer.alloc(70_000, 'x') });
  await form.getByLabel('终端内路径').fill('/mnt/a.tgz');
  await form.getByText('70,000 字节').waitFor();
  await form.getByRole('button', { name: '已保存的命令' }).click();
  await page.getByRole('textbox', { name: '保存名称' }).fill('固件');
  await page.keyboard.press('Enter');
  await page.getByText('尚未保存命令。').waitFor();
  await page.keyboard.press('Escape');
  await form.getByLabel(`请输入 ${SN}`).fill(SN);
  expect(await serious(page)).toEqual([]);
  await page.setViewportSize({ width: 800, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800);
  await page.setViewportSize({ width: 1440, height: 900 });
  await send.click();
  await until(async () => (await sent()).length).toBe(1);
  const [item] = await sent();
  const [, path = ''] = /^PutFile (\S+)\t\/mnt\/a\.tgz$/.exec(item?.command ?? '') ?? [];
  expect(await poll()).toContain(item?.wire);
  const row = page.locator('[data-command]');
  await row.getByRole('progressbar').waitFor();
  await (await ask(path)).arrayBuffer();
  await row.getByText('已取 70,000 / 70,000 字节').waitFor();
});

test('any command on the wire is edited and sent: from its field, and from the list of commands', async () => {
  const { page, sent } = await begin();
  await row(page, 1).click();
  await field(page, 'C').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit and send' }).click();
  const form = page.getByRole('form', { name: 'Compose a command' });
  expect(await form.getByRole('checkbox', { name: SN }).isChecked()).toBe(true);
  const line = form.getByRole('textbox', { name: 'A line of my own' });
  expect(await line.inputValue()).toBe('UPDATE USERINFO SysID=7\tName=王');
  await line.fill('UPDATE USERINFO SysID=7\tName=李');
  await form.getByRole('button', { name: /^Send/ }).click();
  await until(async () => (await sent()).map((each) => each.command)).toEqual([
    'UPDATE USERINFO SysID=7\tName=李',
  ]);

  const ofServer = page.locator('[data-server-command="41"]');
  await ofServer.getByRole('button', { name: 'Send again' }).click();
  await until(async () => (await sent()).map((each) => each.command)).toEqual([
    'UPDATE USERINFO SysID=7\tName=李',
    'UPDATE USERINFO SysID=7\tName=王',
  ]);
});
