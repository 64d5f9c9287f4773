/** `npm run bench -- live`: the page while a site speaks as fast as any does, and a tab that was in the background. */

import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { heapOf, launchChromium, openInspector } from '../chromium.ts';
import { watchFrames } from '../frames.ts';
import type { GoalBench, Sizes } from '../goal-bench.ts';
import type { Goal } from '../goals.ts';
import { whole, type Ground } from '../ground.ts';
import { memoryOf } from '../processes.ts';
import { needProduct, type Product } from '../product.ts';
import { startUpstream } from '../upstream.ts';
import { hide, makeHideable, show } from './background.ts';

/** Between two looks, and two presses of a key. */
const LOOK_MS = 500;
const RIGHT_MS = 30_000;

type LiveSizes = Sizes<'seconds' | 'rate'>;

/** Exchanges that the list shows. */
const shown = (page: Page): Promise<number> =>
  page.evaluate(
    () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1,
  );

const recorded = async (product: Product): Promise<number> =>
  (await product.ask<{ counters: { recorded: number } }>('/api/status')).counters.recorded;

/** Times how long the page takes from each input to the frame that shows what it did; those under 16 ms are not told. */
const watchInputs = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const inputs = new Map<number, number>();
    Object.assign(globalThis, { inputs });
    const watcher = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
        const { interactionId, duration } = entry;
        inputs.set(interactionId, Math.max(inputs.get(interactionId) ?? 0, duration));
      }
    });
    watcher.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });

/** Milliseconds, the longest first. */
const inputsOf = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() =>
    [...(globalThis as unknown as { inputs: Map<number, number> }).inputs.values()].sort(
      (a, b) => b - a,
    ),
  );

async function inFront(page: Page, product: Product, options: LiveSizes): Promise<readonly Goal[]> {
  await watchInputs(page);
  const frames = await watchFrames(page);
  const until = performance.now() + options.seconds * 1000;
  let behind = 0;
  let presses = 0;
  // The first second is the load's own.
  await delay(1000);
  while (performance.now() < until) {
    // F lets the list stand still, and lets it follow again.
    await page.keyboard.press('f');
    const there = await shown(page);
    behind = Math.max(behind, (await recorded(product)) - there);
    await page.keyboard.press('f');
    presses += 2;
    await delay(LOOK_MS);
  }
  const { longestMs, late, count } = await frames();
  const inputs = await inputsOf(page);
  // As browsers count it ("interaction to next paint"): one in fifty may be longer.
  const interactionMs = inputs[Math.floor(presses / 50)] ?? 0;
  return [
    { what: 'interaction to next paint', figure: interactionMs, unit: 'ms', atMost: 100 },
    { what: `longest of ${presses} interactions`, figure: inputs[0] ?? 0, unit: 'ms' },
    { what: 'behind, at most', figure: behind / options.rate, unit: 's', atMost: 1 },
    { what: `longest of ${count} frames`, figure: longestMs, unit: 'ms' },
    { what: 'frames over 50 ms', figure: late, unit: '' },
    { what: 'JavaScript heap of the page', figure: await heapOf(page), unit: 'MiB', atMost: 300 },
  ];
}

/** Milliseconds from being seen again to showing what was recorded by then. */
async function untilRight(page: Page, product: Product): Promise<number> {
  const wanted = await recorded(product);
  const started = performance.now();
  await show(page);
  while ((await shown(page)) < wanted && performance.now() - started < RIGHT_MS) await delay(10);
  return performance.now() - started;
}

async function run(ground: Ground, root: string, options: LiveSizes): Promise<readonly Goal[]> {
  const { seconds, rate, say } = options;
  const browser = await launchChromium();
  if (browser === null) throw new Error('Chromium is not installed; apt-get install chromium');
  try {
    const upstream = await startUpstream(ground);
    const product = await needProduct(ground, root, upstream.port);
    const page = await openInspector(browser, product);
    const away = await openInspector(browser, product, makeHideable);
    await hide(away);
    say(`${rate} exchanges a second for ${seconds} s …`);
    const script = fileURLToPath(new URL('load-process.js', import.meta.url));
    const port = product.listen.split(':').at(-1) ?? '';
    const load = ground.start(process.execPath, [script, port, String(rate), String(seconds)]);
    const front = await inFront(page, product, options);
    const rightMs = await untilRight(away, product);
    const { answered, failed } = JSON.parse(await whole(load)) as { answered: number; failed: number }; // prettier-ignore
    return [
      { what: 'exchanges a second', figure: answered / seconds, unit: '' },
      { what: 'exchanges that failed', figure: failed, unit: '', atMost: 0 },
      ...front,
      { what: 'tab from the background: right again', figure: rightMs, unit: 'ms', atMost: 2_000 },
      { what: 'memory of pushscope', figure: memoryOf(product.child.pid), unit: 'MiB' },
    ];
  } finally {
    await browser.close();
  }
}

export const live: GoalBench<'seconds' | 'rate'> = {
  name: 'live',
  about: 'the page beside a site that speaks fast, and a tab that was in the background',
  sizes: {
    seconds: { about: 'of load', least: 2, most: 3_600, usual: 60 },
    rate: { about: 'exchanges a second', least: 1, most: 20_000, usual: 2_000 },
  },
  run,
};
