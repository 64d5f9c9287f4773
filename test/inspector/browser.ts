/** The one Chromium of the browser tests, and pages that are signed in. */

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { DeskStub } from './desk-stub.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });

export interface OpenPage {
  readonly page: Page;
  /** What the page said that it should not have: errors, refused policies, requests to other hosts. */
  readonly complaints: readonly string[];
}

/** A page in a context of its own, signed in by the address that is printed at the start. */
export async function openPage(
  browser: Browser,
  desk: DeskStub,
  options: BrowserContextOptions & { readonly path?: string } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) {
      complaints.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(desk.origin)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${desk.origin}/${options.path ?? ''}#token=${desk.token}`);
  await page.getByRole('grid').waitFor();
  return { page, complaints };
}
