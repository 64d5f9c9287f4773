/** Two captures compared in a real browser: chosen, told field by field, stopped and resumed, in both languages. */

import axe from 'axe-core';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Exchange } from '../../shared/capture/exchange.ts';
import { exchange, lineOf, newCapture, upload } from '../desk/kit.ts';
import { startProduct } from '../kit/product.ts';
import { stage } from './browser.ts';

const { visit } = stage();
const NOWHERE = 'http://127.0.0.1:9';

const lines = (...all: readonly Exchange[]): string => all.map(lineOf).join('');
const refused = (each: Exchange, n: number): Exchange => ({
  ...each,
  n,
  response: each.response && { ...each.response, body: Buffer.from('NO') },
});

async function broken(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test('two captures are chosen and compared; what differs leads to its exchange', async () => {
  const product = await startProduct(['--upstream', NOWHERE]);
  const page = await visit(`${product.inspector}#token=${product.token}`, () => product.stop());
  const dir = dirname(product.capture);
  newCapture(dir, 'monday.jsonl', lines(exchange(1), upload(2, 40), upload(3, 41)));
  newCapture(dir, 'tuesday.jsonl', lines(exchange(1), refused(upload(2, 40), 7), exchange(8)));
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('3');
  await page.getByRole('link', { name: 'Compare monday.jsonl with another capture' }).click();
  await page.getByText('Choose two captures').waitFor();
  expect(await broken(page)).toEqual([]);

  // The first answers are late: it can be stopped on its way, and goes on.
  await page.route('**/api/diff?*', (route) => route.fulfill({ json: { progress: 0.42 } }));
  await page.getByLabel('Observed').selectOption('tuesday.jsonl');
  await page.getByRole('progressbar', { name: '42 % compared' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped at 42 %.').waitFor();
  await page.unroute('**/api/diff?*');
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.getByRole('status').getByText('They differ.').waitFor();
  expect(page.url()).toContain('#/differences?recorded=monday.jsonl&observed=tuesday.jsonl');
  expect(await page.locator('dl dt').allInnerTexts()).toEqual(['compared', 'identical', 'of the same meaning', 'different', 'missing', 'extra']); // prettier-ignore
  expect(await page.locator('dl dd').allInnerTexts()).toEqual(['2', '1', '0', '1', '1', '0']);
  const differing = page.getByRole('table', { name: '1 difference' }).first();
  expect(await differing.locator('tbody td').allInnerTexts()).toEqual([
    expect.stringMatching(/^accepted/),
    'refused',
  ]);
  const missing = page.getByRole('list', { name: '1 exchange only recorded' });
  await missing.getByRole('link', { name: 'Open #7 in tuesday.jsonl' }).waitFor();
  expect(await broken(page)).toEqual([]);

  for (const [width, language] of [
    [800, '中文'],
    [1440, 'English'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole('button', { name: language }).click();
    await page
      .getByRole('status')
      .getByText(width === 800 ? '两者不同。' : 'They differ.')
      .waitFor();
    const wide = await page.locator('.differences').evaluate((each) => each.scrollWidth - each.clientWidth); // prettier-ignore
    expect(wide).toBe(0);
    expect(await broken(page)).toEqual([]);
  }

  await page.getByRole('link', { name: 'Open #7 in tuesday.jsonl' }).first().click();
  await page.waitForURL(/capture=tuesday\.jsonl/);
  await page.getByRole('row', { selected: true }).getByText('7', { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('status').getByText('They differ.').waitFor();
  await page.getByLabel('Observed').selectOption('monday.jsonl');
  await page.getByText('The same bytes in every exchange.').waitFor();
  await page.getByRole('button', { name: 'Back to the captures' }).focus();
  await page.keyboard.press('Escape');
  await page.locator('[data-capture]', { hasText: 'monday.jsonl' }).waitFor();
});
