/** The findings view in a real browser: what is wrong by rule and terminal, leading to its exchanges, muted for a reason and counted again. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startProduct } from '../kit/product.ts';
import { exchange, lineOf, newCapture, upload as uploadOf } from '../desk/kit.ts';
import { stage } from './browser.ts';
import { until } from './walks/parts.ts';
import { serious } from './walks/serious.ts';

const { visit } = stage();
const [FIRST, SECOND] = ['5158181900025', '5158181900026'] as const;
const CODE = 'upload-refused';

/** A server that refuses every upload with status 200, which terminals take for an answer. */
async function refusing() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(request.method === 'POST' ? 'ERROR' : 'OK'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

const upload = async (listen: string, sn: string, recNo: number) => {
  const body = `7\t7\t2018-11-02 12:01:07\t850\t5000\t${recNo}\t2\t2\t7039\t${recNo}\t0\n`;
  const target = `/iclock/cpos?SN=${sn}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=${recNo}`;
  await fetch(`http://${listen}${target}`, { method: 'POST', body });
};

/** What the bar says: errors, then warnings. */
const sign = (page: Page) => page.getByRole('banner').getByRole('link', { name: /show what is wrong|显示问题/ }); // prettier-ignore

const errors = async (page: Page) => Number(/\d+/.exec(await sign(page).innerText())?.[0]);

test('findings are counted in the bar, lead to their exchanges, and are muted for a reason', async () => {
  const server = await refusing();
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const product = await startProduct(['--upstream', upstream]);
  const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
    await product.stop();
    server.close();
  });
  await page.getByRole('grid').waitFor();
  await page.getByRole('link', { name: 'Findings' }).click();
  await page.getByText('Nothing is wrong so far').waitFor();
  expect(await serious(page)).toEqual([]);
  for (const recNo of [1, 2, 3]) await upload(product.listen, FIRST, recNo);
  await upload(product.listen, SECOND, 1);

  const rule = page.getByRole('article').filter({ has: page.getByText(CODE, { exact: true }) });
  await rule.getByText('4 findings').waitFor();
  await rule.getByText('fault of the server').waitFor();
  await rule.getByText('What to do').waitFor();
  await until(() => rule.getByRole('listitem').count()).toBe(2);
  expect((await rule.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    `Error ${FIRST} 3 × exchanges 1 to 3 Mute…`,
    `Error ${SECOND} 1 × exchange 4 Mute…`,
  ]); // prettier-ignore
  await until(() => errors(page)).toBe(4);

  // Muted at one terminal it counts no more there, and says why.
  await rule.getByRole('button', { name: `Mute ${CODE} at ${FIRST}` }).click();
  const dialog = page.getByRole('dialog', { name: `Mute ${CODE} at ${FIRST}` });
  await dialog.getByLabel('Why it does not count').fill('the old server does so');
  expect(await serious(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Mute', exact: true }).click();
  await rule.getByText('Muted: the old server does so').waitFor();
  await page.getByText('3 muted', { exact: true }).waitFor();
  await until(() => errors(page)).toBe(1);
  expect(readFileSync(product.capture, 'utf8')).toContain('the old server does so');

  // By terminal, the one that still counts.
  await page.getByRole('button', { name: 'terminals', exact: true }).click();
  await page.getByRole('heading', { name: SECOND }).waitFor();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: 'rules', exact: true }).click();

  // It leads to its exchanges, muted or not.
  await rule.getByRole('link', { name: `Show the exchanges of ${FIRST} with ${CODE}` }).click();
  await page.locator('[role="grid"][aria-rowcount="4"]').waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Count again' }).click();
  await until(() => errors(page)).toBe(4);

  await page.setViewportSize({ width: 800, height: 600 });
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: '中文' }).click();
  await rule.getByText('服务器的问题').waitFor();
  expect(await serious(page)).toEqual([]);
});

const refused = (n: number, sn: string) => ({ ...uploadOf(n, n, sn), response: exchange(n, { reply: 'ERROR' }).response }); // prettier-ignore

/** A page before captures in which uploads of those terminals are refused, by the name of the capture. */
async function visitCaptures(captures: Readonly<Record<string, readonly string[]>>) {
  const product = await startProduct(['--upstream', 'http://127.0.0.1:9']);
  const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
  for (const [name, serials] of Object.entries(captures)) {
    const lines = serials.map((sn, at) => lineOf(refused(at + 1, sn)));
    newCapture(dirname(product.capture), name, lines.join(''));
  }
  await page.getByRole('grid').waitFor();
  const at = page.url().replace(/#.*/, '');
  return { page, open: (name: string) => page.goto(`${at}#/findings?capture=${name}`) };
}

test.each(['kept', 'refused'])(
  'a mute that is %s when another capture is looked at changes nothing there',
  async (how) => {
    const { page, open } = await visitCaptures({ 'a.jsonl': [FIRST], 'b.jsonl': [SECOND] });
    const rule = page.getByRole('article').filter({ has: page.getByText(CODE, { exact: true }) });
    await open('a.jsonl');
    await rule.getByRole('button', { name: `Mute ${CODE} at ${FIRST}` }).click();
    let go = () => {};
    const held = new Promise<void>((release) => (go = release));
    await page.route('**/api/mutes', async (route) => {
      await held;
      if (how === 'kept') await route.continue();
    else await route.fulfill({ status: 400, json: { error: { code: 'BODY', message: 'It is late.' } } }); // prettier-ignore
    });
    await page.getByLabel('Why it does not count').fill('known');
    const asked = page.waitForRequest('**/api/mutes');
    await page.keyboard.press('Enter');
    await asked;
    await open('b.jsonl');
    await rule.getByText(SECOND).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    const answered = page.waitForResponse('**/api/mutes');
    const again = how === 'kept' ? page.waitForResponse('**/api/findings*') : undefined;
    go();
    await answered;
    const listed = await again;
    if (listed !== undefined) expect(listed.url()).toContain('capture=b.jsonl');
    // What came is on screen with the next frame.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))); // prettier-ignore
    expect(await rule.getByText(SECOND).count()).toBe(1);
    expect(await page.getByText(FIRST).count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.unroute('**/api/mutes');
  },
);

test('terminals beyond those that are listed are told in both orders', async () => {
  const fleet = Array.from({ length: 203 }, (_, at) => `51581819${String(at).padStart(5, '0')}`);
  const { page, open } = await visitCaptures({ 'fleet.jsonl': fleet });
  await open('fleet.jsonl');
  await page.getByText('and 3 more terminals').first().waitFor();
  await page.getByRole('button', { name: 'terminals', exact: true }).click();
  const more = page.getByRole('paragraph').filter({ hasText: CODE });
  await more.getByText('at 3 more terminals').waitFor();
  await page.getByRole('button', { name: '中文' }).click();
  await more.getByText('另见于 3 台终端').waitFor();
  await more.getByRole('link').click();
  // The first row is the heading.
  await page.locator('[role="grid"][aria-rowcount="204"]').waitFor();
  await page.getByRole('button', { name: 'EN' }).click();
});
