/** The ledger in a real browser: breaks lead to their exchanges, and a hole in the record numbers is asked for and closes on screen. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { exchange, lineOf, newCapture } from '../desk/kit.ts';
import { startProduct } from '../kit/product.ts';
import { stage } from './browser.ts';
import { until } from './walks/parts.ts';
import { serious } from './walks/serious.ts';

const { visit } = stage();
const NOWHERE = 'http://127.0.0.1:9';
const SN = '5158181900025';

const record = (count: number, recNo: number, balance: number, card: number) =>
  `${card}\t${card}\t2018-11-02 12:01:${String(recNo).padStart(2, '0')}\t850\t${balance}\t${count}\t2\t2\t7039\t${recNo}\t0\n`;
const sold = (n: number, body: string, reply = 'OK'): Exchange =>
  exchange(n, {
    request: `POST /iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=38 HTTP/1.1`,
    body,
    reply,
  });

test('the ledger of an earlier capture: cards, a card, terminals, days, totals, the table', async () => {
  const product = await startProduct(['--upstream', NOWHERE]);
  const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
  const many = Array.from({ length: 300 }, (_, at) => record(1, 100 + at, 5_000, 20_000 + at));
  const lines = [
    sold(1, record(26, 37, 14_150, 10_023)),
    sold(2, record(27, 38, 13_000, 10_023) + record(28, 41, 12_150, 10_023)),
    sold(3, many.join('')),
  ];
  newCapture(dirname(product.capture), 'lunch.jsonl', lines.map(lineOf).join(''));
  await page.getByRole('grid').waitFor();
  await page.getByRole('link', { name: 'Ledger' }).click();
  await page.getByText('No terminal has uploaded a booking yet').waitFor();
  expect(await serious(page)).toEqual([]);

  // The first answers are late: it can be stopped on its way, and goes on.
  await page.route('**/api/ledger*', (route) => route.fulfill({ json: { progress: 0.42 } }));
  const at = page.url().replace(/#.*/, '');
  await page.goto(`${at}#/ledger?capture=lunch.jsonl`);
  await page.getByRole('progressbar', { name: '42 % read' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped at 42 %.').waitFor();
  await page.unroute('**/api/ledger*');
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.getByRole('status').getByText('1 card does not add up, 3.00 at stake').waitFor();
  const table = page.getByRole('table', { name: 'Cards' });
  expect(await table.getAttribute('aria-rowcount')).toBe('302');
  // Of three hundred only those in view exist.
  expect(await table.getByRole('row').count()).toBeLessThan(60);
  const first = table.getByRole('row').nth(1);
  expect(await first.getByRole('cell').allInnerTexts()).toEqual(['10023', '3', '121.50', '', '1', '3.00', '#2 130.00, expected 133.00', 'Traffic']); // prettier-ignore
  await first.getByRole('button', { name: '10023' }).click();
  const account = page.getByRole('region', { name: 'Bookings of card 10023' });
  await account.getByText('2 bookings rest on it').waitFor();
  expect(await account.locator('tbody tr').count()).toBe(3);
  expect(page.url()).toContain('card=10023');
  expect(await serious(page)).toEqual([]);

  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Every booking as CSV' }).click();
  const csv = readFileSync(await (await coming).path(), 'utf8');
  expect(csv).toContain(`10023,27,2018-11-02 12:01:38,${SN},BUYLOG,38,-8.50,130.00,,,2,balance -3.00\r\n`); // prettier-ignore

  await page.setViewportSize({ width: 800, height: 600 });
  for (const part of ['Terminals', 'Days', 'Totals']) {
    await page.getByRole('button', { name: part, exact: true }).click();
    await page.getByRole('group', { name: part }).waitFor();
    expect(await serious(page)).toEqual([]);
  }
  await page.getByRole('button', { name: '中文' }).click();
  for (const part of ['卡', '终端', '日期', '合计']) {
    await page.getByRole('button', { name: part, exact: true }).click();
    expect(await serious(page)).toEqual([]);
  }
  await page.getByRole('button', { name: '日期', exact: true }).click();
  await page.getByRole('link', { name: '2018-11-02 的通信' }).click();
  // The three hundred have times that no clock tells (12:01:100): they are of no day.
  await page.locator('[role="grid"][aria-rowcount="3"]').waitFor();
});

test('a place that was booked three times is told three times, and an account that cannot be had is told, too', async () => {
  const product = await startProduct(['--upstream', NOWHERE]);
  const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
  const thrice = [9_000, 8_000, 7_000].map((balance) => record(1, 37, balance, 7)).join('');
  newCapture(dirname(product.capture), 'lunch.jsonl', lineOf(sold(1, thrice)));
  await page.getByRole('grid').waitFor();
  const refuse = { status: 404, json: { error: { code: 'GONE', message: 'The disk is gone.' } } };
  await page.route('**/api/ledger*card=7', (route) => route.fulfill(refuse));
  const at = page.url().replace(/#.*/, '');
  await page.goto(`${at}#/ledger?capture=lunch.jsonl&card=7`);
  await page.getByRole('alert').getByText('The disk is gone.').waitFor();
  expect(await serious(page)).toEqual([]);
  await page.unroute('**/api/ledger*card=7');
  const card = page.getByRole('table', { name: 'Cards' }).getByRole('button', { name: '7' });
  await card.click();
  await until(() => page.getByRole('alert').count()).toBe(0);
  await card.click();
  const account = page.getByRole('region', { name: 'Bookings of card 7' });
  const breaks = account.locator('tbody tr td:last-child');
  await until(() => breaks.locator('.kind').count()).toBe(2);
  const told = await breaks.allInnerTexts();
  expect(told.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
    '',
    'number twice #1 a second booking of that number · 2 bookings rest on it',
    'number twice #1 a second booking of that number · 1 booking rests on it',
  ]);
});

test('a hole offers its SYNC from the finding, the ledger and the terminal, and closes when the records come', async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('OK'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const product = await startProduct(['--upstream', upstream]);
  const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
    await product.stop();
    server.close();
  });
  const upload = async (...recNos: readonly number[]) => {
    const body = recNos.map((recNo) => record(recNo, recNo, 20_000 - recNo * 850, 10_023)).join('');
    const target = `/iclock/cpos?SN=${SN}&table=BUYLOG&Stamp=2018-11-02T12:01:10&StampId=0`;
    await fetch(`http://${product.listen}${target}`, { method: 'POST', body });
  };
  await upload(1, 2);
  await upload(7);

  // From the finding.
  await page.getByRole('grid').waitFor();
  const rows = page.getByRole('row').filter({ hasText: 'BUYLOG' });
  await rows.nth(1).click();
  const hole = page.getByRole('list', { name: 'Findings' }).locator('[data-gap]');
  await hole.getByText('4 records missing').waitFor();
  await hole.getByRole('button', { name: 'Ask for them' }).click();
  const wire = page.locator('[data-wire]');
  await wire.waitFor();
  expect(await wire.getAttribute('data-wire')).toBe('SYNC POSLOG START=3\tEND=6\t');
  expect(await page.getByLabel(/^From/).inputValue()).toBe('3');
  expect(await page.getByLabel(/^To/).inputValue()).toBe('6');

  // From the ledger, by time.
  await page.getByRole('link', { name: 'Ledger' }).click();
  await page.getByRole('status').getByText('1 hole in the record numbers').waitFor();
  await page.getByRole('button', { name: 'Terminals', exact: true }).click();
  await page.locator('[data-gap=open]').getByText('BUYLOG 3–6').waitFor();
  await page.getByRole('button', { name: 'Ask by time' }).click();
  await wire.and(page.locator('[data-wire^=COLL]')).waitFor();
  expect(await wire.getAttribute('data-wire')).toBe('COLL POSLOG START=2018-11-02 12:01:02\tEND=2018-11-02 12:01:07\tCARDNO=0'); // prettier-ignore

  // From the terminal: what comes closes it on screen.
  await page.getByRole('link', { name: 'Terminals' }).click();
  await page.getByRole('button', { name: `More about ${SN}` }).click();
  const gap = page.locator('[data-gap]');
  await gap.getByText('4 records missing').waitFor();
  expect(await serious(page)).toEqual([]);
  await upload(3, 4);
  await gap.getByText('2 records missing').waitFor();
  await upload(5, 6);
  await gap.getByText('closed by #4').waitFor();
  expect(await gap.getByRole('button').count()).toBe(0);
});
