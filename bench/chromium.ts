/** A real Chromium with a page of the inspector in it, and what the page costs. */

import { chromium, type Browser, type Page } from 'playwright-core';
import { findProgram } from './ground.ts';
import type { Product } from './product.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A page that loads beside a load. */
const OPEN_MS = 60_000;

/** Null where none is installed. */
export async function launchChromium(): Promise<Browser | null> {
  const executablePath =
    process.env['CHROMIUM'] ?? NAMES.map(findProgram).find((path) => path !== undefined);
  if (executablePath === undefined) return null;
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** Of the page's renderer, in MiB. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const used = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  return Math.round(used / 2 ** 20);
}

/** A page that is signed in and shows the live traffic, idle polls among it; `before` is done to it while it is empty. */
export async function openInspector(
  browser: Browser,
  product: Product,
  before: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await before(page);
  await page.goto(new URL(`#token=${product.token}`, product.inspector).href);
  const list = page.getByRole('grid');
  await list.waitFor({ timeout: OPEN_MS });
  await page.evaluate(() => (location.hash = '#/traffic?idle=1'));
  return page;
}
