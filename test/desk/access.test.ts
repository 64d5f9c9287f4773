/** Over real connections: every way into the desk asks for the token, save the login shell; and what every answer carries. */

import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { root } from '../kit/product.ts';
import { exchange, openTestDesk, TOKEN, type Question, type TestDesk } from './kit.ts';

const ROUTES: readonly (readonly [method: string, target: string])[] = [
  ['GET', '/api/status'],
  ['GET', '/api/exchanges'],
  ['GET', '/api/exchanges/1'],
  ['GET', '/api/terminals'],
  ['GET', '/api/terminals/5158181900025'],
  ['GET', '/api/captures'],
  ['GET', '/api/captures/now.jsonl'],
  ['HEAD', '/api/captures/now.jsonl'],
  ['POST', '/api/captures/rotate'],
  ['POST', '/api/captures/older.jsonl'],
  ['PUT', '/api/captures/older.jsonl'],
  ['DELETE', '/api/captures/older.jsonl'],
  ['GET', '/api/diff'],
  ['GET', '/api/ledger'],
  ['GET', '/api/statistics'],
  ['GET', '/api/values'],
  ['POST', '/api/notes'],
  ['GET', '/api/findings'],
  ['POST', '/api/mutes'],
  ['DELETE', '/api/mutes'],
  ['POST', '/api/commands'],
  ['GET', '/api/commands'],
  ['GET', '/api/commands/1'],
  ['DELETE', '/api/commands/1'],
  ['GET', '/api/commands/1/content'],
  ['GET', '/api/server-commands'],
  ['POST', '/api/files'],
  ['POST', '/api/replay'],
  ['GET', '/api/replay'],
  ['GET', '/api/replay/1'],
  ['DELETE', '/api/replay/1'],
  ['POST', '/api/replay/1/pause'],
  ['POST', '/api/replay/1/resume'],
  ['GET', '/healthz'],
  ['GET', '/metrics'],
  ['DELETE', '/api/session'],
  ['GET', '/api/live'],
  ['GET', '/api/no-such-route'],
  ['GET', '/no-such-page'],
  ['PUT', '/api/status'],
  ['OPTIONS', '/api/status'],
  ['TRACE', '/'],
];

/** Sends these bytes on a connection of its own; resolves with all that comes until its end. */
function speak({ port }: TestDesk, bytes: string): Promise<string> {
  return new Promise((done, failed) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
    socket.on('error', failed);
    socket.on('close', () => done(heard));
  });
}

/** How the upgrade to the live socket ends: `open`, or the status of the refusal. */
function upgrade(
  desk: TestDesk,
  headers: Record<string, string>,
  path = '/api/live',
): Promise<string> {
  return new Promise((done) => {
    const socket = new WebSocket(`ws://127.0.0.1:${desk.port}${path}`, { headers });
    socket.on('unexpected-response', (_request, response) => done(String(response.statusCode)));
    socket.on('error', () => {});
    socket.on('open', () => {
      socket.terminate();
      done('open');
    });
  });
}

const signIn = (desk: TestDesk, question: Question = {}) =>
  desk.ask('/api/session', {
    method: 'POST',
    anonymous: true,
    body: JSON.stringify({ token: TOKEN }),
    ...question,
    headers: { origin: desk.origin, 'content-type': 'application/json', ...question.headers },
  });

const cookieOf = async (desk: TestDesk): Promise<string> =>
  ((await signIn(desk)).headers['set-cookie']?.[0] ?? '').split(';')[0] as string;

/** Headers as a list of one type, whichever of them a case has. */
const headerCases = (...cases: Record<string, string>[]) => cases;

/** Method and path of every route, read from the sources so that none can be forgotten here. */
function declaredRoutes(): readonly (readonly [method: string, path: RegExp])[] {
  const folder = join(root, 'proxy/desk/routes');
  return readdirSync(folder).flatMap((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    return [...source.matchAll(/method: '(\w+)',\s+path: (.+),\n/g)].map(
      ([, method = '', path = '']) => {
        const isNamed = /^\w+$/.test(path);
        const written = isNamed
          ? new RegExp(`^const ${path} = (/.+/);$`, 'm').exec(source)?.[1]
          : path;
        return [method, new RegExp((written ?? 'unread').slice(1, -1))] as const;
      },
    );
  });
}

test('every route that is declared is among those tried here', () => {
  const declared = declaredRoutes();
  expect(declared.length).toBeGreaterThan(20);
  // The login: the one route that takes no token.
  const tried = [...ROUTES, ['POST', '/api/session']] as const;
  const untried = declared.filter(
    ([method, path]) => !tried.some(([other, target]) => other === method && path.test(target)),
  );
  expect(untried).toEqual([]);
});

describe('every route', () => {
  test('answers nobody without the token, and nobody with a wrong one', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    for (const [method, target] of ROUTES) {
      for (const headers of headerCases(
        {},
        { authorization: 'Bearer wrong' },
        { cookie: `pushscope-${desk.port}=wrong` },
      )) {
        const answer = await desk.ask(target, { method, headers, anonymous: true });
        expect([method, target, answer.status]).toEqual([method, target, 401]);
        expect(answer.text).not.toContain('5158181900025');
      }
    }
  });

  test('answers no foreign name and no page of another origin, whatever the token', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    for (const [method, target] of [...ROUTES, ['POST', '/api/session'], ['GET', '/']] as const) {
      for (const headers of headerCases(
        { host: 'evil.example' },
        { host: `evil.example:${desk.port}` },
        { origin: 'http://evil.example' },
        { origin: `http://127.0.0.1:${desk.port + 1}` },
        { origin: 'null' },
      )) {
        const answer = await desk.ask(target, { method, headers });
        expect([method, target, headers, answer.status]).toEqual([method, target, headers, 403]);
      }
    }
  });

  test('carries the security headers, whatever it answers', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const asked = [...ROUTES, ['GET', '/'], ['GET', '/assets/index-1a2b.js']] as const;
    for (const [method, target] of asked) {
      for (const anonymous of [true, false]) {
        // Would wait for the main thread, which is not there.
        if (!anonymous && /rotate|notes|mutes|commands/.test(target)) continue;
        const { headers } = await desk.ask(target, { method, anonymous });
        expect(headers['content-security-policy']).toMatch(
          /^default-src 'none'; script-src 'self'; /,
        );
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-resource-policy': 'same-origin',
        });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual(
          [],
        );
        if (target.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store');
      }
    }
  });
});

test('a page of another site gets nothing with the cookie, of no route', async () => {
  const desk = await openTestDesk({ exchanges: [exchange(1)] });
  const cookie = await cookieOf(desk);
  for (const [method, target] of ROUTES) {
    if (target === '/') continue;
    for (const site of ['cross-site', 'same-site']) {
      const headers = { cookie, origin: desk.origin, 'sec-fetch-site': site };
      const { status } = await desk.ask(target, { method, headers, anonymous: true });
      expect([method, target, status]).toEqual([method, target, 403]);
    }
  }
});

describe('the login shell', () => {
  test('is the page itself, without data and without the token', async () => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const page = await desk.ask('/', { anonymous: true });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toBe('<!doctype html><title>pushscope</title>');
    const script = await desk.ask('/assets/index-1a2b.js', { anonymous: true });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.text).toBe('export {};');
  });

  test.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/..\\secret.js',
    '/assets/',
    '/assets',
    '/index.html%00.js',
    '/%2e%2e/captures/now.jsonl',
  ])('ends at its own files: %s', async (target) => {
    const desk = await openTestDesk();
    expect((await desk.ask(target, { anonymous: true })).status).toBe(401);
    expect((await desk.ask(target)).status).toBe(404);
  });

  test('says what to do when the page is not built', async () => {
    const desk = await openTestDesk({ pageDir: '/no/such/folder' });
    const page = await desk.ask('/', { anonymous: true });
    expect(page.status).toBe(503);
    expect(page.text).toContain('npm run build');
  });
});

describe('signing in', () => {
  test('swaps the token for a cookie, which then opens the API and the live socket', async () => {
    const desk = await openTestDesk();
    const answer = await signIn(desk);
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^pushscope-${desk.port}=[^;]+; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ]);
    const cookie = await cookieOf(desk);
    expect((await desk.ask('/api/status', { anonymous: true, headers: { cookie } })).status).toBe(
      200,
    );
    expect(await upgrade(desk, { cookie, origin: desk.origin })).toBe('open');
  });

  test.each<[string, Question, number]>([
    ['a wrong token', { body: '{"token":"wrong"}' }, 401],
    ['no token', { body: '{}' }, 400],
    ['no object', { body: 'null' }, 400],
    ['no JSON', { body: 'token=1' }, 400],
    ['nothing', { body: '' }, 400],
    ['too much', { body: JSON.stringify({ token: 'x'.repeat(5000) }) }, 400],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400],
    ['plain text', { headers: { 'content-type': 'text/plain' } }, 400],
  ])('with %s fails', async (_name, question, status) => {
    const answer = await signIn(await openTestDesk(), question);
    expect(answer.status).toBe(status);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });

  test('without an Origin fails: no script needs it', async () => {
    const desk = await openTestDesk();
    const answer = await desk.ask('/api/session', {
      method: 'POST',
      anonymous: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: TOKEN }),
    });
    expect(answer.status).toBe(403);
  });

  test('ends with DELETE, which takes the cookie back', async () => {
    const desk = await openTestDesk();
    const cookie = await cookieOf(desk);
    const answer = await desk.ask('/api/session', {
      method: 'DELETE',
      anonymous: true,
      headers: { cookie, origin: desk.origin },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/=; .*Max-Age=0/);
  });
});

describe('the live socket', () => {
  test('opens with the token, or with the cookie and our Origin', async () => {
    const desk = await openTestDesk();
    const cookie = await cookieOf(desk);
    const bearer = { authorization: `Bearer ${TOKEN}` };
    expect(await upgrade(desk, {})).toBe('401');
    expect(await upgrade(desk, { origin: desk.origin })).toBe('401');
    expect(await upgrade(desk, { authorization: 'Bearer wrong' })).toBe('401');
    expect(await upgrade(desk, { cookie })).toBe('403');
    expect(await upgrade(desk, { cookie, origin: 'http://evil.example' })).toBe('403');
    expect(await upgrade(desk, { cookie, origin: `http://127.0.0.1:${desk.port + 1}` })).toBe(
      '403',
    );
    expect(await upgrade(desk, { ...bearer, origin: 'http://evil.example' })).toBe('403');
    expect(await upgrade(desk, { ...bearer, host: 'evil.example' })).toBe('403');
    expect(await upgrade(desk, bearer)).toBe('open');
    expect(await upgrade(desk, bearer, '/api/live?language=zh')).toBe('open');
    expect(await upgrade(desk, bearer, '/api/live?language=fr')).toBe('400');
    expect(await upgrade(desk, bearer, '/api/status')).toBe('404');
    expect(await upgrade(desk, bearer, '/')).toBe('404');
  });
});

describe('other ways in', () => {
  const auth = `Authorization: Bearer ${TOKEN}\r\n`;

  test.each<[string, (host: string) => string, RegExp]>([
    ['CONNECT', (host) => `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, /^HTTP\/1\.1 400 /],
    [
      'CONNECT with the token',
      (host) => `CONNECT / HTTP/1.1\r\nHost: ${host}\r\n${auth}\r\n`,
      /^HTTP\/1\.1 (400|405) /,
    ],
    [
      'a proxy request',
      (host) => `GET http://${host}/api/status HTTP/1.1\r\nHost: ${host}\r\n${auth}\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'Expect: 100-continue',
      (host) =>
        `POST /api/captures/rotate HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n`,
      /^HTTP\/1\.1 401 /,
    ],
    [
      'another expectation',
      (host) => `GET /api/status HTTP/1.1\r\nHost: ${host}\r\nExpect: coffee\r\n\r\n`,
      /^HTTP\/1\.1 401 /,
    ],
    [
      'another expectation with the token',
      (host) => `GET /api/status HTTP/1.1\r\nHost: ${host}\r\n${auth}Expect: coffee\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
    [
      'an upgrade to HTTP/2',
      (host) =>
        `GET /api/status HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
      /^HTTP\/1\.1 401 /,
    ],
    [
      'an upgrade of the login shell',
      (host) =>
        `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      /^HTTP\/1\.1 401 /,
    ],
    [
      'no Host',
      () => `GET /api/status HTTP/1.1\r\n${auth}Connection: close\r\n\r\n`,
      /^HTTP\/1\.1 403 /,
    ],
    ['HTTP/1.0 without Host', () => `GET / HTTP/1.0\r\n\r\n`, /^HTTP\/1\.1 403 /],
    [
      'two Hosts',
      (host) =>
        `GET /api/status HTTP/1.1\r\nHost: ${host}\r\nHost: evil\r\n${auth}Connection: close\r\n\r\n`,
      /^HTTP\/1\.1 40[03] /,
    ],
    ['no HTTP', () => 'SSH-2.0-OpenSSH\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a TLS hello', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /^HTTP\/1\.1 400 /],
    [
      'headers without end',
      (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(20_000)}`,
      /^HTTP\/1\.1 400 /,
    ],
  ])('%s is refused', async (_name, bytes, answer) => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const heard = await speak(desk, bytes(`127.0.0.1:${desk.port}`));
    expect(heard).toMatch(answer);
    expect(heard).not.toMatch(/100 Continue|5158181900025/);
    expect((await desk.ask('/api/status')).status).toBe(200);
  });
});

describe('with the token, bad input is one sentence', () => {
  test.each([
    ['GET', '/api/no-such-route', 404, 'NO_ROUTE'],
    ['PUT', '/api/status', 405, 'METHOD'],
    ['POST', '/api/status', 405, 'METHOD'],
    ['GET', '/api/captures/rotate', 404, 'NO_CAPTURE'],
    ['POST', '/api/exchanges', 405, 'METHOD'],
    ['GET', '/api/live', 405, 'METHOD'],
    ['GET', '/api/exchanges/one', 400, 'QUERY'],
    ['GET', '/api/exchanges/99', 404, 'NO_EXCHANGE'],
    ['GET', '/api/exchanges/%ff', 400, 'TARGET'],
    ['GET', '/api/captures/%2e%2e%2fsecret.js', 404, 'NO_CAPTURE'],
    ['GET', '/api/captures/..%2fcaptures%2fnow.jsonl', 404, 'NO_CAPTURE'],
    ['GET', '/api/captures/.jsonl', 404, 'NO_CAPTURE'],
    ['GET', '/api/captures/gone.jsonl', 404, 'NO_CAPTURE'],
    ['GET', '/api/exchanges?capture=gone.jsonl', 404, 'NO_CAPTURE'],
    ['GET', '/api/exchanges?limit=-1', 400, 'QUERY'],
    ['GET', '/api/exchanges?limit=1e3', 400, 'QUERY'],
    ['GET', '/api/exchanges?limit=1000000', 400, 'QUERY'],
    ['GET', '/api/exchanges?after=x', 400, 'QUERY'],
    ['GET', '/api/exchanges?before=1.5', 400, 'QUERY'],
    ['GET', '/api/exchanges?offset=99999999999999999999', 400, 'QUERY'],
    ['GET', '/api/exchanges?idle=maybe', 400, 'QUERY'],
    ['GET', '/api/exchanges?language=fr', 400, 'QUERY'],
    ['GET', '/api/exchanges?filtr=kind:poll', 400, 'QUERY'],
    ['GET', '/api/exchanges?limit=1&limit=2', 400, 'QUERY'],
    ['GET', '/api/exchanges?offset=1&after=2', 400, 'QUERY'],
    ['GET', '/api/exchanges?__proto__=1', 400, 'QUERY'],
    ['GET', '/api/exchanges?filter=kind:', 400, 'FILTER'],
    ['GET', '/api/status?x=1', 400, 'QUERY'],
    ['GET', '/api/terminals?limit=1', 400, 'QUERY'],
    ['GET', '/api/terminals/5158181900025?limit=1', 400, 'QUERY'],
  ])('%s %s → %i %s', async (method, target, status, code) => {
    const desk = await openTestDesk({ exchanges: [exchange(1)] });
    const answer = await desk.ask(target, { method });
    expect(answer.status).toBe(status);
    const { error } = answer.json<{ error: { code: string; message: string } }>();
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z"“/].{8,}\.$/);
  });
});
