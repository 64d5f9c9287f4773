/** A person works with ZKECO's pages through the terminals' port, in a real Chromium, and leaves nothing on file. */

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runToEnd, startProduct } from '../kit/product.ts';
import { PASSWORD, REPORT, sha256, startZkecoSite } from '../kit/zkeco-site.ts';

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(() => browser.close());

async function scene(args: readonly string[] = []) {
  const site = await startZkecoSite();
  const product = await startProduct(['--upstream', site.upstream, ...args]);
  const context = await browser.newContext({ acceptDownloads: true });
  onTestFinished(async () => {
    await context.close();
    await product.stop('SIGKILL');
    site.close();
  });
  return { site, product, page: await context.newPage(), origin: `http://${product.listen}` };
}

async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/home/`);
  expect(page.url()).toBe(`${origin}/accounts/login/`);
  await page.fill('[name=username]', 'admin');
  await page.fill('[name=password]', PASSWORD);
  await page.click('button');
  await page.waitForURL(`${origin}/home/`);
}

/** The password as the form's body spells it. */
const formSpelling = new URLSearchParams({ '': PASSWORD }).toString().slice(1);

/** Everything in the captures folder, the files beside the capture too. */
function onFile(capture: string): string {
  const folder = dirname(capture);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a person at ZKECO through pushscope', () => {
  test('signs in, downloads, imports, listens on a WebSocket; only the poll beside it is recorded', async () => {
    const { site, product, page, origin } = await scene();
    await signIn(page, origin);
    expect(await page.textContent('h1')).toBe('消费管理');
    expect(site.cookies.get('/home/')).toBe('csrftoken=c5rf; sessionid=s3ss10n');

    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a')]);
    expect(sha256(readFileSync(await download.path()))).toBe(sha256(REPORT));
    expect(site.cookies.get('/report.bin')).toContain('report=1');

    const echoed = await page.evaluate(
      () =>
        new Promise((done) => {
          const socket = new WebSocket(`ws://${location.host}/events`);
          socket.onopen = () => socket.send('你好');
          socket.onmessage = ({ data }) => done(data);
          socket.onclose = () => done('closed');
        }),
    );
    expect(echoed).toBe('heard 你好');
    expect(site.cookies.get('/events')).toContain('sessionid=s3ss10n');

    const people = REPORT.subarray(7, 3_000_007);
    await page.setInputFiles('[name=people]', {
      name: 'people.xls',
      mimeType: 'application/vnd.ms-excel',
      buffer: people,
    });
    await page.click('#upload button');
    expect(await page.textContent('output')).toBe(sha256(people));

    const poll = '/iclock/posrequest?SN=5158181900025&type=pos&devno=36';
    await fetch(`${origin}${poll}`).then((reply) => reply.text());
    await product.stop();
    const shown = await runToEnd(['show', '--json', product.capture]);
    const kinds = shown.stdout.trimEnd().split('\n');
    expect(kinds.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['poll']);
    const written = [onFile(product.capture), product.stdout(), product.stderr()].join('\n');
    for (const secret of [formSpelling, 'Geheim-4711', 's3ss10n', 'accounts/login']) {
      expect(written).not.toContain(secret);
    }
  });

  test('keeps one connection for many requests', async () => {
    const { page, origin } = await scene();
    await signIn(page, origin);
    const session = await page.context().newCDPSession(page);
    const reused: boolean[] = [];
    session.on('Network.responseReceived', ({ response }) => {
      // The browser asks for an icon whenever it likes.
      if (response.url.endsWith('/count')) reused.push(response.connectionReused);
    });
    await session.send('Network.enable');
    const texts = await page.evaluate(async () => {
      const answers: string[] = [];
      for (let turn = 0; turn < 20; turn += 1) answers.push(await (await fetch('/count')).text());
      return answers;
    });
    expect(texts).toEqual(Array(20).fill('1'));
    await expect.poll(() => reused.length).toBe(20);
    expect(reused.slice(1)).toEqual(Array(19).fill(true));
  });

  test('with --record-console the same pages are on file', async () => {
    const { product, page, origin } = await scene(['--record-console']);
    await signIn(page, origin);
    await product.stop();
    // What the test above does not find could be found there.
    expect(onFile(product.capture)).toContain(formSpelling);
  });
});
