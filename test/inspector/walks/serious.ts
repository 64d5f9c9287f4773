/** What axe finds serious or worse on the page as it stands: the same question for every walk. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { broken } from './axe.ts';

export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return broken(page);
}
