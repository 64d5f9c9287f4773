/** The ladder of one terminal, and two exchanges side by side, in a real browser. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { stage } from './browser.ts';
import type { DeskStub } from './desk-stub.ts';
import { exchange, POLL, SERIALS, type Wish } from './samples.ts';
import { TERMINALS } from './terminals.ts';
import { field, filterBox, row, until, UPLOAD } from './walks/parts.ts';

const { open } = stage();
const START = Date.parse('2026-11-24T04:00:00.000Z');
const OTHER: Wish = { ...POLL, sn: SERIALS[1] };
const INIT: Wish = { request: 'a01-init-request', response: 'a01-init-response' };
const ABORTED: Wish = { request: 'c01-poll-request', response: null };
const BATCH: Wish = { ...UPLOAD, request: 'b02-buylog-batch-request' };

/** Seconds after the beginning, and what was said; another terminal in between. */
const SAID: readonly (readonly [number, Wish])[] = [
  ...([
    [0, INIT],
    [5, POLL],
    [6, OTHER],
    [10, POLL],
    [15, POLL],
  ] as const),
  ...([
    [16, UPLOAD],
    [76, ABORTED],
    [77, BATCH],
  ] as const),
];
const exchanges = SAID.map(([seconds, wish], at) =>
  exchange(at + 1, wish, START + seconds * 1_000),
);
const before = (desk: DeskStub): void => {
  desk.terminals = TERMINALS(Date.now());
  desk.push(exchanges);
  desk.keepOlder(exchanges.slice(0, 6));
};

const ladder = (page: Page) => page.getByRole('grid');
const rungs = (page: Page) => ladder(page).getByRole('row');
const rung = (page: Page, n: number) =>
  rungs(page).filter({ has: page.locator('.number', { hasText: new RegExp(`^#${n}$`) }) });

async function toLadder(page: Page): Promise<void> {
  await page.keyboard.press('2');
  await page.getByRole('link', { name: `Session of ${SERIALS[0]}` }).click();
  await rung(page, 8).waitFor();
}

async function compare(page: Page, first: number, second: number): Promise<void> {
  await row(page, first).click();
  await field(page, 'SN').first().waitFor();
  await page.getByRole('button', { name: 'Compare with…' }).click();
  await row(page, second).click();
  await page.getByRole('button', { name: `Compare with #${first}` }).click();
}

async function broken(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const overflow = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);

describe('the session of a terminal', () => {
  test('is a ladder with gaps named, idle polls counted, and severed talks in sight', async () => {
    const { page, desk } = await open({ before });
    await toLadder(page);
    expect(await rungs(page).count()).toBe(4);
    await until(() => rung(page, 6).innerText()).toContain('3 idle polls folded');
    expect(await rung(page, 6).innerText()).toContain('16 s later');
    expect(await rung(page, 7).innerText()).toContain('60 s later');
    expect(await rung(page, 7).innerText()).toContain('server hung up');
    expect(await rung(page, 8).innerText()).not.toContain('later');
    expect(await rung(page, 8).innerText()).toMatch(/BUYLOG[\s\S]*OK[\s\S]*ms/);

    desk.push([exchange(9, OTHER), exchange(10, UPLOAD, START + 90_000)]);
    await rung(page, 10).waitFor();

    await rung(page, 6).getByRole('button', { name: '3 idle polls folded' }).click();
    await rung(page, 4).waitFor();
    expect(await rungs(page).count()).toBe(8);
    await page.keyboard.press('i');
    await until(() => rungs(page).count()).toBe(5);
  });

  test('leads to the traffic, and there and back again from an exchange', async () => {
    const { page } = await open({ before });
    await toLadder(page);
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await field(page, 'SN').first().waitFor();
    expect(await filterBox(page).inputValue()).toBe(`sn:${SERIALS[0]}`);
    expect(page.url()).toContain('#/traffic?');
    const n = Number(new URLSearchParams(page.url().split('?').at(-1)).get('n'));
    await page.getByRole('button', { name: `Session of ${SERIALS[0]}` }).click();
    await until(() => rung(page, n).getAttribute('aria-selected')).toBe('true');
    await rung(page, 6).click();
    await until(() => row(page, 6).getAttribute('aria-selected')).toBe('true');
  });

  test('of an earlier capture is where the address says', async () => {
    const name = 'capture-2026-11-23T08-00-00.jsonl';
    const { page } = await open({ before });
    await page.getByRole('grid').waitFor();
    await page.evaluate(
      (hash) => (location.hash = hash),
      `#/session?capture=${name}&sn=${SERIALS[0]}`,
    );
    await rung(page, 6).waitFor();
    expect(await rungs(page).count()).toBe(2);
    await page.getByText(`Looking at ${name}`).waitFor();
  });

  test('is a window on its exchanges, however many', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) =>
      exchange(at + 1, UPLOAD, START + at * 1_000),
    );
    const { page, desk } = await open({ before: (fresh) => fresh.push(many) });
    await page.getByRole('grid').waitFor();
    await page.evaluate((hash) => (location.hash = hash), `#/session?sn=${SERIALS[0]}`);
    await rung(page, 3_000).waitFor();
    await ladder(page).focus();
    await page.keyboard.press('Home');
    await rung(page, 1).waitFor();
    expect(await rungs(page).count()).toBeLessThan(40);
    // Neighbours by number have nothing between them: only the first of all is asked for.
    expect(desk.asked.filter((path) => path.includes('after=')).length).toBeLessThan(5);
  });
});

describe('two exchanges side by side', () => {
  test('differ by field, with noise named, and can be swapped', async () => {
    const { page } = await open({ before });
    await compare(page, 6, 8);
    await page.getByText('They differ.').waitFor();
    expect(page.url()).toContain('#/compare?n=6&with=8');
    const differences = page.getByRole('table', { name: /^\d+ differences?$/ });
    await differences.waitFor();
    const text = await differences.innerText();
    expect(text).toContain('only in #8');
    expect(text).not.toContain('only in #6');
    const noise = page.getByRole('table', { name: /without a meaning/ });
    await page.locator('summary', { hasText: 'without a meaning' }).click();
    await until(() => noise.innerText()).toContain('it follows from the body and how it was sent');
    await page.locator('summary', { hasText: 'the same' }).click();
    const same = page.getByRole('table', { name: /the same/ });
    await until(() => same.innerText()).toContain(SERIALS[0]);

    await page.getByRole('button', { name: 'Swap' }).click();
    await until(() => differences.innerText()).toContain('only in #8');
    await until(() => differences.getByRole('columnheader').nth(1).innerText()).toBe('#8');
    await page.keyboard.press('Escape');
    await row(page, 6).waitFor();
  });

  test('an exchange like another is the same bytes', async () => {
    const { page } = await open({ before });
    await row(page, 6).waitFor();
    await page.evaluate(() => (location.hash = '#/compare?n=2&with=4'));
    await page.getByText('The same bytes.').waitFor();
    await page.evaluate(() => (location.hash = '#/compare?n=2&with=4000'));
    await page.getByText('There is no exchange 4000.').waitFor();
  });
});

describe('both views', () => {
  test.each([
    ['en-GB', 'light', 1440],
    ['zh-CN', 'dark', 800],
  ] as const)(
    '%s, %s, %i px: nothing for axe, nothing beyond the edge',
    async (locale, colorScheme, width) => {
      const { page } = await open({
        locale,
        colorScheme,
        viewport: { width, height: 700 },
        before,
      });
      await page.getByRole('grid').waitFor();
      await row(page, 8).click();
      await page.getByRole('treeitem').first().waitFor();
      expect(await overflow(page, 'body')).toBe(0);
      await page.evaluate((hash) => (location.hash = hash), `#/session?n=6&sn=${SERIALS[0]}`);
      await until(() => rung(page, 6).locator('.fold').count()).toBe(1);
      expect(await broken(page)).toEqual([]);
      expect(await overflow(page, '[role=grid]')).toBe(0);
      expect(await overflow(page, 'body')).toBe(0);
      await page.evaluate(() => (location.hash = '#/compare?n=6&with=8'));
      await page.locator('summary').last().click();
      expect(await broken(page)).toEqual([]);
      expect(await overflow(page, '.compare')).toBe(0);
    },
  );
});
