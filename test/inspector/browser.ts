/** One Chromium for all browser tests, and for each test a desk of its own with a page that is signed in. */

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { DeskStub } from './desk-stub.ts';

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

export interface Opened {
  readonly page: Page;
  readonly desk: DeskStub;
}

type Wishes = BrowserContextOptions & {
  /** What is there before the page is opened. */
  readonly before?: (desk: DeskStub) => void;
  /** Behind the origin; the token is put into the fragment when it is absent. */
  readonly path?: string;
};

export interface Stage {
  open(wishes?: Wishes): Promise<Opened>;
  /** A page before another desk; `end` is what ends that one. */
  visit(address: string, end: () => Promise<unknown>): Promise<Page>;
}

const ORDINARY: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-GB',
  timezoneId: 'Asia/Shanghai',
};

/** Registers what starts and ends; every page must keep quiet and ask nobody but its desk. */
export function stage(): Stage {
  let browser: Browser;
  /** Opening a page costs more than most tests: those without wishes of their own share one. */
  let shared: Page;
  let ending: (() => Promise<unknown>)[] = [];
  let complaints: string[] = [];
  let origins: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    shared = await newPage({});
  });
  afterEach(async () => {
    for (const end of ending) await end();
    const said = complaints;
    [ending, complaints, origins] = [[], [], []];
    expect(said).toEqual([]);
  });
  afterAll(() => browser.close());

  async function newPage(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ ...ORDINARY, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Refusals by the desk are what some tests are about; the browser reports each by itself.
      const isRefusal = /status of 4\d\d|WebSocket connection/.test(message.text());
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (url !== 'about:blank' && !origins.includes(new URL(url).origin)) {
        complaints.push(`asked ${url}`);
      }
    });
    return page;
  }

  return {
    async open({ before, path, ...options } = {}) {
      const desk = new DeskStub();
      await desk.start();
      before?.(desk);
      origins.push(desk.origin);
      const isOrdinary = Object.keys(options).length === 0 && ending.length === 0;
      const page = isOrdinary ? shared : await newPage(options);
      ending.push(() => (isOrdinary ? page.goto('about:blank') : page.context().close()));
      ending.push(() => desk.stop());
      await page.goto(`${desk.origin}/${path ?? `#token=${desk.token}`}`);
      return { page, desk };
    },

    async visit(address, end) {
      origins.push(new URL(address).origin);
      ending.push(() => shared.goto('about:blank'), end);
      await shared.goto(address);
      return shared;
    },
  };
}
