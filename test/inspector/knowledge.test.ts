/** What a session knows, on the board and above the ladder, of the built product between raw sockets. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { root, startProduct, type RunningProduct } from '../kit/product.ts';
import { dial, RawServer } from '../kit/sockets.ts';
import { stage } from './browser.ts';
import { broken } from './walks/axe.ts';
import { until } from './walks/parts.ts';

const { visit } = stage();
const SN = '5158181900025';
const sample = (name: string) =>
  readFileSync(join(root, 'test/fixtures/samples', `${name}.http`), 'latin1');
const INIT = sample('a01-init-request');
const OPTIONS = sample('a01-init-response')
  .replace('Content-Length: 515', 'Content-Length: 533')
  .replace('Encrypt=0\n', 'PushProtVer=2.4.1\nEncrypt=0\n');
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK';
const BATCH = sample('b02-buylog-batch-request');
/** The first of its rows names another record. */
const LATER = BATCH.replace('StampId=40', 'StampId=60')
  .replaceAll('\t37\t', '\t57\t')
  .replaceAll('\t38\t', '\t58\t')
  .replaceAll('\t39\t', '\t59\t')
  .replaceAll('\t40\t', '\t60\t');
const RESULT = sample('d03-ack-batch-request');

interface Talked {
  readonly page: Page;
  readonly product: RunningProduct;
}

async function talk(...options: string[]): Promise<Talked> {
  const server = await RawServer.start(async (line) => {
    await line.until('\r\n\r\n');
    await line.send(line.text.includes('options=all') ? OPTIONS : OK);
    line.socket.end();
  });
  const product = await startProduct(['--upstream', `http://127.0.0.1:${server.port}`, ...options]);
  const said = [INIT, BATCH, LATER, RESULT];
  for (const request of said) {
    const terminal = await dial(Number(product.listen.split(':')[1]));
    await terminal.send(request);
    await terminal.ended;
    terminal.socket.destroy();
  }
  const page = await visit(`${product.inspector}#token=${product.token}`, async () => {
    await product.stop();
    await server.stop();
  });
  return { page, product };
}

/** What axe finds to be serious. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return broken(page);
}

const section = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title }) });

describe('what is known of a terminal', () => {
  test('stands on the board: the next upload, clocks, encryption, firmware, each with its exchange', async () => {
    const { page } = await talk('--force-plaintext');
    await page.getByText('Kept plain').waitFor();
    await page.keyboard.press('2');
    await page.getByRole('button', { name: `More about ${SN}` }).click();
    const next = section(page, 'The next upload');
    await until(() => next.innerText()).toContain('from RecNo 61; StampId names the last');
    expect(await next.innerText()).toContain('1 of 2 uploads');
    expect(await next.innerText()).toContain('#3 BUYLOG began with RecNo 57; 41 was foretold');
    const stamp = page.getByRole('row', { name: /^PosLogStampId/ });
    expect((await stamp.innerText()).replace(/\s+/g, ' ')).toBe('PosLogStampId 36 #1 60 #3 60 #3');
    const encryption = section(page, 'Encryption: plain');
    expect(await encryption.innerText()).toContain('The server offers PushProtVer 2.4.1. #1');
    expect(await encryption.innerText()).toContain('the server heard 2.3.0 instead. #1');
    expect(await section(page, 'Who set its clock').innerText()).toMatch(
      /Date of replies\s+Fri, 02 Nov 2018 09:05:36 GMT\s+−[\d,]+ min\s+#1/,
    );
    expect(await section(page, 'firmware').innerText()).toContain('Ver_2020.0.0.2-20181011 #1');
    expect(await serious(page)).toEqual([]);

    await next.getByRole('link', { name: 'Open exchange 3' }).first().click();
    await page.getByText('table=BUYLOG').first().waitFor();
    expect(page.url()).toContain('n=3');
  });

  test('stands above the ladder too, in Chinese, and the wire’s changes beside what came', async () => {
    const { page } = await talk('--force-plaintext');
    await page.setViewportSize({ width: 800, height: 900 });
    await page.keyboard.press('2');
    await page.getByRole('link', { name: `Session of ${SN}` }).click();
    await page.getByRole('button', { name: 'What is known' }).click();
    await section(page, 'Encryption: plain').waitFor();
    expect(await serious(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(800);
    await page.getByRole('button', { name: 'What is known' }).click();
    await section(page, 'Encryption: plain').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'What is known' }).click();
    await page.getByRole('button', { name: '中文' }).click();
    await until(() => section(page, '加密: 明文').innerText()).toContain('因此通信为明文');
  });
});
