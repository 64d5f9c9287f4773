/** `npm run bench -- opening`: what a very large capture costs, at the desk and in a real Chromium. */

import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchChromium, openInspector } from '../chromium.ts';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import { freePort, type Ground } from '../ground.ts';
import { memoryOf } from '../processes.ts';
import { needProduct, writeDay } from '../product.ts';
import { filterFigures, searchFigures, untilWhole, type ExchangeList } from './desk-figures.ts';
import { firstRows, scrollFigures } from './page-figures.ts';

const NAME = 'large.jsonl';
const SAVED_MS = 60_000;

async function write(ground: Ground, root: string, exchanges: number): Promise<string> {
  const captures = join(ground.folder, 'captures');
  mkdirSync(captures);
  const path = join(captures, NAME);
  await writeDay(ground, root, path, exchanges);
  return path;
}

/** Without its index: the first rows, and how long it is until everything is read. */
async function withoutIndex(
  ground: Ground,
  root: string,
  browser: Browser | null,
): Promise<readonly Goal[]> {
  const own = await needProduct(ground, root, await freePort());
  const page = browser && (await openInspector(browser, own));
  const started = performance.now();
  const firstMs = page && (await firstRows(page, NAME));
  await untilWhole(own, NAME);
  const wholeMs = performance.now() - started;
  await page?.close();
  await own.child.end();
  return [
    { what: 'without index: first rows on screen', figure: firstMs, unit: 'ms', atMost: 20_000 },
    { what: 'without index: all of it read', figure: wholeMs / 1000, unit: 's', atMost: 20 },
  ];
}

async function withIndex(
  ground: Ground,
  root: string,
  browser: Browser | null,
): Promise<readonly Goal[]> {
  const own = await needProduct(ground, root, await freePort());
  const goals: Goal[] = [];
  const page = browser && (await openInspector(browser, own));
  const firstMs = page && (await firstRows(page, NAME));
  goals.push({ what: 'with index: first rows on screen', figure: firstMs, unit: 'ms', atMost: 2_000 }); // prettier-ignore
  const { list, ms } = await untilWhole(own, NAME);
  if (page === null) {
    goals.push({ what: 'with index: first rows from the desk', figure: ms, unit: 'ms', atMost: 2_000 }); // prettier-ignore
  }
  const [row] = (await own.ask<ExchangeList>(`/api/exchanges?capture=${NAME}&limit=1`)).items;
  goals.push(
    { what: 'exchanges', figure: list.total, unit: '' },
    ...(await filterFigures(own, NAME, row?.sn ?? '')),
    ...(await searchFigures(own, NAME)),
  );
  if (page !== null) goals.push(...(await scrollFigures(page)));
  goals.push({ what: 'memory of pushscope', figure: memoryOf(own.child.pid), unit: 'MiB' });
  await page?.close();
  await own.child.end();
  return goals;
}

async function run(
  ground: Ground,
  root: string,
  { exchanges, say }: Sizes<'exchanges'>,
): Promise<readonly Goal[]> {
  say(`writing ${exchanges.toLocaleString('en-US')} exchanges …`);
  const path = await write(ground, root, exchanges);
  say(`${Math.round(statSync(path).size / 2 ** 20)} MiB`);
  const browser = await launchChromium();
  if (browser === null) say('Chromium is not installed: what the page does is left out');
  try {
    say('opening it without its index …');
    const without = await withoutIndex(ground, root, browser);
    const until = performance.now() + SAVED_MS;
    while (!existsSync(`${path}.idx`) && performance.now() < until) await delay(200);
    say('opening it with its index …');
    return [...without, ...(await withIndex(ground, root, browser))];
  } finally {
    await browser?.close();
  }
}

export const opening: GoalBench<'exchanges'> = {
  name: 'opening',
  about: 'a very large capture: opened with and without its index, filtered, searched, scrolled',
  sizes: {
    exchanges: { about: 'in the capture', least: 1_000, most: 10_000_000, usual: 1_000_000 },
  },
  run,
};
