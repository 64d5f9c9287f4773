/** What a user feels of a large capture in a real Chromium: first rows, frames while scrolling, memory. */

import type { Page } from 'playwright-core';
import { heapOf } from '../chromium.ts';
import { watchFrames, type Frames } from '../frames.ts';
import type { Goal } from '../goals.ts';

const ROWS_MS = 120_000;
/** Frames that each way of scrolling takes. */
const STEPS = 240;

/** Milliseconds from following the link to the first row on screen. */
export const firstRows = (page: Page, capture: string): Promise<number> =>
  page.evaluate(
    ({ name, mostMs }) =>
      new Promise<number>((resolve, reject) => {
        const started = performance.now();
        const look = () => {
          const ms = performance.now() - started;
          if (document.querySelector('[role=grid] [id=row-0] .number') !== null) resolve(ms);
          else if (ms > mostMs) reject(new Error(`no row of ${name} came`));
          else requestAnimationFrame(look);
        };
        location.hash = `#/traffic?capture=${encodeURIComponent(name)}&idle=1`;
        requestAnimationFrame(look);
      }),
    { name: capture, mostMs: ROWS_MS },
  );

type Way = 'wheel' | 'bar';

/** Moves by a wheel's notch a frame, or through the whole list as by its bar. */
async function scroll(page: Page, way: Way): Promise<Frames> {
  const end = await watchFrames(page);
  await page.evaluate(
    ({ kind, steps }) =>
      new Promise<void>((resolve) => {
        const grid = document.querySelector('[role=grid]') as HTMLElement;
        const whole = grid.scrollHeight - grid.clientHeight;
        let step = 0;
        const move = () => {
          if (step++ === steps) return resolve();
          if (kind === 'wheel') grid.scrollTop += 120;
          else grid.scrollTop = (whole * step) / steps;
          requestAnimationFrame(move);
        };
        requestAnimationFrame(move);
      }),
    { kind: way, steps: STEPS },
  );
  return end();
}

const told = (how: string, { count, longestMs, late }: Frames): readonly Goal[] => [
  { what: `${how}: longest of ${count} frames`, figure: longestMs, unit: 'ms', atMost: 50 },
  { what: `${how}: frames over 50 ms`, figure: late, unit: '', atMost: 0 },
];

export async function scrollFigures(page: Page): Promise<readonly Goal[]> {
  const bar = await scroll(page, 'bar');
  await page.evaluate(() => {
    const grid = document.querySelector('[role=grid]') as HTMLElement;
    grid.scrollTop = 0;
  });
  const wheel = await scroll(page, 'wheel');
  return [
    ...told('scrolling through all of it', bar),
    ...told('scrolling by the wheel', wheel),
    { what: 'JavaScript heap of the page', figure: await heapOf(page), unit: 'MiB', atMost: 300 },
  ];
}
