/** The page beside a site that speaks fast, and a tab that nobody looked at meanwhile: both end up right. */

import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startProduct } from '../kit/product.ts';
import { launch } from './browser.ts';
import { until } from './walks/parts.ts';

const TALKS = 1_500;
const CONNECTIONS = 24;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A server that answers every terminal OK. */
async function server(): Promise<number> {
  const own = createServer((asked, answer) => asked.resume().once('end', () => answer.end('OK')));
  await new Promise<void>((done) => own.listen(0, '127.0.0.1', () => done()));
  onTestFinished(() => {
    own.close();
    own.closeAllConnections();
  });
  return (own.address() as AddressInfo).port;
}

/** As many polls as that, over connections that are kept, one after the other on each. */
async function speak(listen: string, talks: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const [host, port] = listen.split(':');
  const poll = (n: number) =>
    new Promise<void>((done, failed) => {
      const path = `/iclock/posrequest?SN=51581819${String(10_000 + (n % 40))}&type=pos&devno=${n}`;
      const asked = request({ host, port, path, agent }, (answer) => {
        answer.resume().once('end', done);
      });
      asked.once('error', failed).end();
    });
  await Promise.all(Array.from({ length: talks }, (_, n) => poll(n)));
  agent.destroy();
}

/** Exchanges that the list holds. */
const listed = async (page: Page): Promise<number> =>
  Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

/** A tab in the background: hidden, and no frame comes until somebody looks. */
const hideable = (page: Page) =>
  page.addInitScript(() => {
    const draw = requestAnimationFrame.bind(globalThis);
    const waiting: FrameRequestCallback[] = [];
    let isHidden = false;
    globalThis.requestAnimationFrame = (callback) =>
      isHidden ? -waiting.push(callback) : draw(callback);
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    addEventListener('turn', () => {
      isHidden = !isHidden;
      document.dispatchEvent(new Event('visibilitychange'));
      if (!isHidden) for (const callback of waiting.splice(0)) draw(callback);
    });
  });
const turn = (page: Page) => page.evaluate(() => dispatchEvent(new Event('turn')));

test('the list ends with what was recorded, and so does that of a tab in the background', async () => {
  const product = await startProduct(['--upstream', `http://127.0.0.1:${await server()}`]);
  onTestFinished(async () => {
    await product.stop();
  });
  const complaints: string[] = [];
  const openPage = async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    onTestFinished(() => page.close());
    page.on('pageerror', (error) => complaints.push(error.message));
    await hideable(page);
    await page.goto(`${product.inspector}#token=${product.token}`);
    await page.getByRole('grid').waitFor();
    await page.evaluate(() => (location.hash = '#/traffic?idle=1'));
    return page;
  };
  const [front, away] = [await openPage(), await openPage()];
  await turn(away);

  await speak(product.listen, TALKS);
  await until(() => listed(front)).toBe(TALKS);
  await until(() => front.locator('.row .number').last().textContent()).toBe(String(TALKS));
  expect(await listed(away)).toBeLessThan(TALKS);

  await turn(away);
  await until(() => listed(away)).toBe(TALKS);
  await until(() => away.locator('.row .number').last().textContent()).toBe(String(TALKS));

  // It lets go where somebody reads, says how many came, and is right again at the end.
  await front.getByRole('grid').press('Home');
  await speak(product.listen, 200);
  await front.getByRole('button', { name: '200 new' }).click();
  await until(() => front.locator('.row .number').last().textContent()).toBe(String(TALKS + 200));
  await until(() => listed(away)).toBe(TALKS + 200);
  expect(complaints).toEqual([]);
});
