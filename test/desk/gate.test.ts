/** The gate, case by case: who is let in, and for what reason the others are not. */

import { describe, expect, test } from 'vitest';
import { Credentials } from '../../proxy/desk/credentials.ts';
import { Gate, type Knock } from '../../proxy/desk/gate.ts';

const TOKEN = 'the-token-of-this-test-run';
const PORT = 8090;
const credentials = new Credentials(TOKEN);
const gateOf = (host = '127.0.0.1', port = PORT) =>
  new Gate({
    credentials,
    host,
    port,
    isPageFile: (path) => path === '/' || path === '/assets/a.js',
  });

const HOST = ['Host', '127.0.0.1:8090'];
const ORIGIN = ['Origin', 'http://127.0.0.1:8090'];
const BEARER = ['Authorization', `Bearer ${TOKEN}`];
const COOKIE = ['Cookie', credentials.signIn(PORT).split(';')[0] as string];

interface Case extends Partial<Knock> {
  readonly headers?: readonly string[];
  readonly gate?: Gate;
}

const judge = ({ gate = gateOf(), headers = [], ...knock }: Case) => {
  const verdict = gate.judge({
    method: 'GET',
    target: '/api/status',
    rawHeaders: headers,
    upgrade: false,
    localAddress: '127.0.0.1',
    ...knock,
  });
  return verdict.ok ? 'in' : `${verdict.status} ${verdict.code}`;
};

describe('Host', () => {
  test.each([
    ['127.0.0.1:8090', 'in'],
    ['localhost:8090', 'in'],
    ['LocalHost:8090', 'in'],
    ['[::1]:8090', 'in'],
    ['127.0.0.1', '403 HOST'],
    ['127.0.0.1:8091', '403 HOST'],
    ['127.0.0.1:8090.evil.example', '403 HOST'],
    ['evil.example:8090', '403 HOST'],
    ['127.0.0.1.nip.io:8090', '403 HOST'],
    ['localhost.:8090', '403 HOST'],
    ['user@127.0.0.1:8090', '403 HOST'],
    ['192.168.1.5:8090', '403 HOST'],
    ['', '403 HOST'],
  ])('%s → %s', (host, verdict) => {
    expect(judge({ headers: ['Host', host, ...BEARER] })).toBe(verdict);
  });

  test('must be there, and once', () => {
    expect(judge({ headers: BEARER })).toBe('403 HOST');
    expect(judge({ headers: [...HOST, ...HOST, ...BEARER] })).toBe('403 HOST');
    expect(judge({ headers: [...HOST, 'hOST', 'evil.example', ...BEARER] })).toBe('403 HOST');
  });

  test('a bound name or address is on the list', () => {
    const bound = { headers: ['Host', 'canteen:8090', ...BEARER] };
    expect(judge({ ...bound, gate: gateOf('Canteen') })).toBe('in');
    expect(judge({ ...bound, gate: gateOf('192.168.1.5') })).toBe('403 HOST');
    expect(judge({ gate: gateOf('fd00::5'), headers: ['Host', '[fd00::5]:8090', ...BEARER] })).toBe(
      'in',
    );
  });

  test.each(['0.0.0.0', '::'])(
    'bound to %s, the address that was reached is on the list, a name never',
    (host) => {
      const reached = { gate: gateOf(host), localAddress: '::ffff:192.168.1.5' };
      expect(judge({ ...reached, headers: ['Host', '192.168.1.5:8090', ...BEARER] })).toBe('in');
      expect(judge({ ...reached, headers: ['Host', '192.168.1.6:8090', ...BEARER] })).toBe(
        '403 HOST',
      );
      expect(judge({ ...reached, headers: ['Host', 'evil.example:8090', ...BEARER] })).toBe(
        '403 HOST',
      );
    },
  );

  test('on port 80 the port may be left out', () => {
    expect(
      judge({ gate: gateOf('127.0.0.1', 80), headers: ['Host', 'localhost', ...BEARER] }),
    ).toBe('in');
  });
});

describe('Origin, where there is one, is exactly ours', () => {
  test.each([
    ['http://127.0.0.1:8090', 'in'],
    ['http://127.0.0.1:8091', '403 ORIGIN'],
    ['http://127.0.0.1', '403 ORIGIN'],
    ['https://127.0.0.1:8090', '403 ORIGIN'],
    ['http://localhost:8090', '403 ORIGIN'],
    ['http://127.0.0.1:8090/', '403 ORIGIN'],
    ['http://evil.example', '403 ORIGIN'],
    ['null', '403 ORIGIN'],
    ['', '403 ORIGIN'],
  ])('%s → %s, with either proof', (origin, verdict) => {
    for (const proof of [BEARER, COOKIE]) {
      expect(judge({ headers: [...HOST, 'Origin', origin, ...proof] })).toBe(verdict);
    }
  });

  test('comes once', () => {
    expect(judge({ headers: [...HOST, ...ORIGIN, ...ORIGIN, ...BEARER] })).toBe('403 ORIGIN');
  });

  test('a browser that names another site or port is believed', () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(judge({ headers: [...HOST, 'Sec-Fetch-Site', site, ...COOKIE] })).toBe('403 ORIGIN');
    }
    for (const site of ['same-origin', 'none']) {
      expect(judge({ headers: [...HOST, 'Sec-Fetch-Site', site, ...COOKIE] })).toBe('in');
    }
    const link = { target: '/', headers: [...HOST, 'Sec-Fetch-Site', 'cross-site'] };
    expect(judge(link)).toBe('in');
  });
});

describe('with the cookie, what changes something or stays open has to name its Origin', () => {
  test.each([
    { method: 'POST', target: '/api/captures/rotate' },
    { method: 'DELETE', target: '/api/session' },
    { method: 'PUT', target: '/api/status' },
    { method: 'GET', target: '/api/live', upgrade: true },
    { method: 'CONNECT', target: '/', upgrade: true },
  ])('$method $target', (knock) => {
    expect(judge({ ...knock, headers: [...HOST, ...COOKIE] })).toBe('403 ORIGIN');
    expect(judge({ ...knock, headers: [...HOST, ...COOKIE, ...ORIGIN] })).toBe('in');
    expect(judge({ ...knock, headers: [...HOST, ...BEARER] })).toBe('in');
  });

  test('reading does not', () => {
    expect(judge({ headers: [...HOST, ...COOKIE] })).toBe('in');
  });
});

describe('the token', () => {
  test.each([
    [[], '401 TOKEN'],
    [['Authorization', `Bearer ${TOKEN}x`], '401 TOKEN'],
    [['Authorization', 'Bearer '], '401 TOKEN'],
    [['Authorization', TOKEN], '401 TOKEN'],
    [['Authorization', `Basic ${TOKEN}`], '401 TOKEN'],
    [['Authorization', `bearer ${TOKEN}`], 'in'],
    [[...BEARER, ...BEARER], '401 TOKEN'],
    [['Authorization', 'Bearer wrong', ...COOKIE], '401 TOKEN'],
    [COOKIE, 'in'],
    [['Cookie', `theme=dark; ${COOKIE[1]}; x`], 'in'],
    [['Cookie', `pushscope-8090=${TOKEN}`], '401 TOKEN'],
    [['Cookie', (COOKIE[1] as string).replace('8090', '8091')], '401 TOKEN'],
    [['Cookie', 'pushscope-8090='], '401 TOKEN'],
    [['Cookie', ';=;;pushscope-8090'], '401 TOKEN'],
  ])('%j → %s', (headers, verdict) => {
    expect(judge({ headers: [...HOST, ...headers] })).toBe(verdict);
  });

  test('of another run does not open', () => {
    const other = new Credentials('another-token').signIn(PORT).split(';')[0] as string;
    expect(judge({ headers: [...HOST, 'Cookie', other] })).toBe('401 TOKEN');
  });

  test('is not in the cookie, which only this port and no script may read', () => {
    const cookie = credentials.signIn(PORT);
    expect(cookie).toMatch(/^pushscope-8090=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
  });
});

describe('open to all', () => {
  test.each([
    [{ target: '/' }, 'in'],
    [{ target: '/?x' }, 'in'],
    [{ target: '/assets/a.js' }, 'in'],
    [{ target: '/', method: 'HEAD' }, 'in'],
    [{ target: '/', method: 'POST' }, '401 TOKEN'],
    [{ target: '/', upgrade: true }, '401 TOKEN'],
    [{ target: '/assets/b.js' }, '401 TOKEN'],
    [{ target: '/assets/../api/status' }, '401 TOKEN'],
    [{ target: '/api/session', method: 'GET' }, '401 TOKEN'],
    [{ target: '/api/session', method: 'DELETE' }, '401 TOKEN'],
    [{ target: '/api/session', method: 'POST' }, '403 ORIGIN'],
    [{ target: '/api/session', method: 'POST', headers: [...HOST, ...ORIGIN] }, 'in'],
    [
      { target: '/api/session', method: 'POST', upgrade: true, headers: [...HOST, ...ORIGIN] },
      '401 TOKEN',
    ],
    [{ target: '/api/session/', method: 'POST', headers: [...HOST, ...ORIGIN] }, '401 TOKEN'],
  ])('%j → %s', (knock, verdict) => {
    expect(judge({ headers: HOST, ...knock })).toBe(verdict);
  });
});

describe('a target that is no path of ours', () => {
  test.each([
    '*',
    '//evil.example/api/status',
    'http://127.0.0.1:8090/api/status',
    'evil.example:443',
    '',
    'api',
    '/a#b',
  ])('%s', (target) => {
    expect(judge({ target, headers: [...HOST, ...BEARER] })).toBe('400 TARGET');
  });
});
