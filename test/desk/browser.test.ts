/** What pages of others can do to the desk with the user's own cookie, in a real Chromium: nothing. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { exchange, openTestDesk, TOKEN, type TestDesk } from './kit.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  // A name that an attacker's name server points at this machine.
  '--host-resolver-rules=MAP evil.example 127.0.0.1',
  // What newer browsers refuse by themselves is to be refused by us.
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
];

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ARGUMENTS });
});
afterAll(() => browser.close());

interface Scene {
  readonly desk: TestDesk;
  /** Signed in at the desk. */
  readonly page: Page;
  /** Where another server of this machine listens. */
  readonly otherPort: number;
}

async function scene(): Promise<Scene> {
  const desk = await openTestDesk({ exchanges: [exchange(1)] });
  const other = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body>'),
  ).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    other.close();
  });
  const page = await context.newPage();
  await page.goto(`${desk.origin}/`);
  const status = await page.evaluate(async (token) => {
    const answer = await fetch('api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return answer.status;
  }, TOKEN);
  expect(status).toBe(204);
  return { desk, page, otherPort: (other.address() as AddressInfo).port };
}

/** What a page gets out of the desk: by fetching, by including, by a socket, by a form. */
const attack = (page: Page, target: string) =>
  page.evaluate(async (desk) => {
    const tried = (work: Promise<unknown>) =>
      work.then(
        (result) => String(result),
        () => 'failed',
      );
    const read = (init: RequestInit) =>
      tried(
        fetch(`${desk}/api/exchanges`, { credentials: 'include', ...init }).then((answer) =>
          answer.text(),
        ),
      );
    const rotate = (init: RequestInit) =>
      tried(
        fetch(`${desk}/api/captures/rotate`, {
          method: 'POST',
          credentials: 'include',
          ...init,
        }).then((answer) => answer.text()),
      );
    const include = (tag: 'script' | 'img' | 'iframe') =>
      tried(
        new Promise((loaded, failed) => {
          const element = document.createElement(tag);
          element.onload = () => loaded(tag === 'iframe' ? 'framed' : 'loaded');
          element.onerror = failed;
          element.src = `${desk}/api/exchanges`;
          document.body.append(element);
        }),
      );
    const socket = tried(
      new Promise((opened, failed) => {
        const live = new WebSocket(`${desk.replace('http', 'ws')}/api/live`);
        live.onopen = () => opened('opened');
        live.onerror = failed;
      }),
    );
    const events = tried(
      new Promise((opened, failed) => {
        const source = new EventSource(`${desk}/api/live`, { withCredentials: true });
        source.onopen = () => opened('opened');
        source.onerror = failed;
      }),
    );
    const form = document.createElement('form');
    const frame = document.createElement('iframe');
    frame.name = 'answer';
    form.target = 'answer';
    form.method = 'POST';
    form.action = `${desk}/api/captures/rotate`;
    document.body.append(frame, form);
    const submitted = new Promise((done) => (frame.onload = done));
    form.submit();
    await submitted;
    return {
      cors: await read({}),
      noCors: await read({ mode: 'no-cors' }),
      rotate: await rotate({}),
      rotateNoCors: await rotate({ mode: 'no-cors', body: '{}' }),
      script: await include('script'),
      image: await include('img'),
      events: await events,
      socket: await socket,
    };
  }, target);

const NOTHING = {
  cors: 'failed',
  noCors: expect.stringMatching(/^(failed|)$/),
  rotate: 'failed',
  rotateNoCors: expect.stringMatching(/^(failed|)$/),
  script: 'failed',
  image: 'failed',
  events: 'failed',
  socket: 'failed',
};

describe('with a user who is signed in', () => {
  test('our own page reads, watches and rotates', async () => {
    const { page, desk } = await scene();
    const own = await page.evaluate(async () => {
      const { items } = (await (await fetch('api/exchanges')).json()) as { items: unknown[] };
      const socket = new WebSocket('api/live');
      const message = await new Promise<string>(
        (done) => (socket.onmessage = ({ data }) => done(String(data))),
      );
      void fetch('api/captures/rotate', { method: 'POST' }).catch(() => {});
      return { items: items.length, type: (JSON.parse(message) as { type: string }).type };
    });
    expect(own).toEqual({ items: 1, type: 'snapshot' });
    await expect
      .poll(() => desk.posted.map(({ type }) => type), { timeout: 30_000 })
      .toContain('rotate');
    const cookies = await page.evaluate(() => document.cookie);
    expect(cookies).toBe('');
  });

  test.each([
    ['another site', (port: number) => `http://evil.example:${port}/`],
    [
      'the same host on another port, to which the cookie is sent',
      (port: number) => `http://127.0.0.1:${port}/`,
    ],
    ['localhost on another port', (port: number) => `http://localhost:${port}/`],
  ])('a page of %s gets nothing and changes nothing', async (_name, address) => {
    const { desk, page, otherPort } = await scene();
    await page.goto(address(otherPort));
    expect(await attack(page, desk.origin)).toEqual(NOTHING);
    expect(desk.posted).toEqual([]);
  });

  test('a page whose name was rebound to us after it was loaded gets nothing: to the browser it is one origin', async () => {
    const { desk, page } = await scene();
    const address = `http://evil.example:${desk.port}`;
    const statuses: number[] = [];
    page.on('response', (answer) => {
      if (answer.url().includes('/api/')) statuses.push(answer.status());
    });
    // What the attacker's own server said before its name began to mean this machine.
    await page.route(`${address}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' }),
    );
    await page.goto(`${address}/`);
    const got = await attack(page, address);
    expect(got).toMatchObject({ script: 'failed', image: 'failed', events: 'failed', socket: 'failed' }); // prettier-ignore
    for (const answer of [got.cors, got.noCors, got.rotate, got.rotateNoCors]) {
      expect(JSON.parse(answer)).toMatchObject({ error: { code: 'HOST' } });
    }
    expect(new Set(statuses)).toEqual(new Set([403]));
    expect(desk.posted).toEqual([]);
  });

  test('a name that was rebound to us is not ours', async () => {
    const { desk, page } = await scene();
    const answer = await page.goto(`http://evil.example:${desk.port}/`);
    expect(answer?.status()).toBe(403);
    expect(await page.content()).not.toContain('<title>pushscope');
    const api = await page.goto(`http://evil.example:${desk.port}/api/exchanges`);
    expect(api?.status()).toBe(403);
  });
});

test.each([
  ['the same host on another port', (port: number) => `http://127.0.0.1:${port}/`],
  ['another site', (port: number) => `http://evil.example:${port}/`],
])('with nobody signed in, a page of %s gets nothing either', async (_name, address) => {
  const { desk, page, otherPort } = await scene();
  await page.context().clearCookies();
  await page.goto(address(otherPort));
  expect(await attack(page, desk.origin)).toEqual(NOTHING);
  expect(desk.posted).toEqual([]);
});
