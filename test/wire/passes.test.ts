/** What a pass claims is held whole and becomes what its verdict says; nothing else waits, and no other byte changes. */

import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, test } from 'vitest';
import type { RequestHead } from '../../proxy/wire/head.ts';
import type { Claim, ClaimResult, Pass } from '../../proxy/wire/passes/pass.ts';
import { RawServer } from '../kit/sockets.ts';
import { rebuilt, startTestWire } from '../kit/wire.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const get = (target: string, more = '') => `GET ${target} HTTP/1.1\r\nHost: z\r\n${more}\r\n`;
const post = (target: string, body: string) =>
  `POST ${target} HTTP/1.1\r\nHOST:z\r\ncontent-LENGTH:  ${body.length}\r\nX-Odd : 1\r\n\r\n${body}`;
const POLL = '/iclock/posrequest?SN=1&type=pos';
const RESULT = '/iclock/posdevicecmd?SN=1';
const reply = (body: string) =>
  `HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 09:05:36 GMT\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** A pass that claims what its table names, and notes how it ended. */
function passOf(claims: (head: RequestHead) => Omit<Claim, 'done'> | null) {
  const ends: ClaimResult[] = [];
  const pass: Pass = {
    isArmed: true,
    claim(head) {
      const claim = claims(head);
      return claim && { ...claim, done: (result) => ends.push(result) };
    },
  };
  return { pass, ends };
}

async function between(pass: Pass) {
  const server = await RawServer.start();
  cleanUps.push(() => server.stop());
  const wire = await startTestWire(server.port, { passes: [pass] });
  cleanUps.push(() => wire.stop(0));
  return { server, wire, terminal: await wire.dial() };
}

const rewriteReply = (body: string) =>
  passOf(({ target }) =>
    target === POLL
      ? { reply: () => ({ kind: 'rewrite', body: Buffer.from(body), why: 'a test' }) }
      : null,
  );

const rewriteRequest = (body: string) =>
  passOf(({ target }) =>
    target === RESULT
      ? { request: () => ({ kind: 'rewrite', body: Buffer.from(body), why: 'a test' }) }
      : null,
  );

const answerRequest = () =>
  passOf(({ target }) =>
    target === RESULT
      ? {
          request: () => ({
            kind: 'reply',
            head: Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n'),
            body: Buffer.from('OK'),
            why: 'a test',
          }),
        }
      : null,
  );

describe('a reply that is rewritten', () => {
  const NEW = 'C:1:INFO\n';

  test.each([
    ['with a length', reply('OK'), reply('OK').replace(': 2', ': 9').replace(/OK$/, NEW)],
    [
      'in chunks stays in chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nO\r\n1\r\nK\r\n0\r\n\r\n',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n${NEW}\r\n0\r\n\r\n`,
    ],
    [
      'after an interim reply, which stays',
      `HTTP/1.1 102 Processing\r\n\r\n${reply('OK')}`,
      `HTTP/1.1 102 Processing\r\n\r\n${reply('OK').replace(': 2', ': 9').replace(/OK$/, NEW)}`,
    ],
  ])('%s', async (_, said, got) => {
    for (const pieceLength of [Infinity, 1]) {
      const { pass, ends } = rewriteReply(NEW);
      const { server, wire, terminal } = await between(pass);
      await terminal.send(get(POLL));
      const seen = await server.line(0);
      await seen.until(get(POLL).length);
      expect(seen.text).toBe(get(POLL));
      await seen.send(said, pieceLength);
      await terminal.until(got.length);
      expect(terminal.text).toBe(got);
      const [recorded] = await wire.records(1);
      expect(rebuilt(recorded?.response ?? null)).toBe(said);
      expect(recorded?.response?.forwarded?.body.toString()).toBe(NEW);
      expect(recorded?.response?.changedBy).toBe('a test');
      await expect.poll(() => ends).toEqual([{ delivered: true, n: 1 }]);
    }
  });

  test('that ends with the connection', async () => {
    const { pass, ends } = rewriteReply(NEW);
    const { server, terminal } = await between(pass);
    await terminal.send(get(POLL, 'Connection: close\r\n'));
    const seen = await server.line(0);
    await seen.send('HTTP/1.1 200 OK\r\n\r\nOK');
    seen.socket.end();
    await terminal.ended;
    expect(terminal.text).toBe(`HTTP/1.1 200 OK\r\n\r\n${NEW}`);
    await expect.poll(() => ends).toEqual([{ delivered: true, n: 1 }]);
  });

  test('that breaks off is not delivered, and the pass is told so', async () => {
    const { pass, ends } = rewriteReply(NEW);
    const { server, wire, terminal } = await between(pass);
    await terminal.send(get(POLL));
    const seen = await server.line(0);
    await seen.until(get(POLL).length);
    await seen.send(reply('OK').slice(0, -1));
    seen.socket.resetAndDestroy();
    await terminal.ended;
    expect(terminal.text).not.toContain('C:1:INFO');
    expect((await wire.records(1))[0]?.outcome).toBe('server-aborted');
    expect(ends).toEqual([{ delivered: false, n: 1 }]);
  });

  test('between replies that nobody claims, on one connection, pipelined', async () => {
    const { pass } = rewriteReply(NEW);
    const { server, terminal } = await between(pass);
    const asked = get('/iclock/cpos?SN=1') + get(POLL) + get('/iclock/cpos?SN=2');
    await terminal.send(asked);
    const seen = await server.line(0);
    await seen.until(asked.length);
    expect(seen.text).toBe(asked);
    await seen.send(reply('one') + reply('OK') + reply('three'));
    const got =
      reply('one') + reply('OK').replace(': 2', ': 9').replace(/OK$/, NEW) + reply('three');
    await terminal.until(got.length);
    expect(terminal.text).toBe(got);
  });
});

describe('a request that is rewritten', () => {
  const OURS = 'ID=9&Return=0&CMD=INFO\nID=7&Return=0&CMD=REBOOT\n';
  const REST = 'ID=7&Return=0&CMD=REBOOT\n';

  test.each([Infinity, 1, 7])(
    'changes its body and the digits of its length, in pieces of %s',
    async (pieceLength) => {
      const { pass } = rewriteRequest(REST);
      const { server, wire, terminal } = await between(pass);
      await terminal.send(post(RESULT, OURS) + get(POLL), pieceLength);
      const seen = await server.line(0);
      const heard = post(RESULT, REST) + get(POLL);
      await seen.until(heard.length);
      expect(seen.text).toBe(heard);
      await seen.send(reply('OK') + reply('OK'));
      const [first] = await wire.records(2);
      expect(rebuilt(first?.request ?? null)).toBe(post(RESULT, OURS));
      expect(first?.request.forwarded?.body.toString()).toBe(REST);
    },
  );

  test('and never becomes whole is not forwarded at all', async () => {
    const { pass, ends } = rewriteRequest(REST);
    const { server, wire, terminal } = await between(pass);
    await terminal.send(post(RESULT, OURS).slice(0, -5));
    const seen = await server.line(0);
    terminal.socket.resetAndDestroy();
    const [recorded] = await wire.records(1);
    expect(recorded?.outcome).toBe('terminal-aborted');
    await seen.ended;
    expect(seen.text).toBe('');
    expect(ends).toEqual([{ delivered: false, n: 1 }]);
  });
});

test('what stands behind a claimed request and is no request does not go on, what is one does', async () => {
  const { pass } = rewriteRequest('x');
  const { server, terminal } = await between(pass);
  await terminal.send(post(RESULT, 'abc') + get('/iclock/cpos') + post(RESULT, 'abc'));
  await terminal.send('ID=9&Return=0\n');
  await terminal.send(get('/iclock/ping'));
  const line = await server.line(0);
  const changed = post(RESULT, 'abc').replace('  3', '  1').replace(/abc$/, 'x');
  await line.until(changed + get('/iclock/cpos') + changed);
  await line.ended;
  expect(line.text).toBe(changed + get('/iclock/cpos') + changed);
});

describe('a request that a pass answers', () => {
  const BODY = 'ID=9&Return=0&CMD=INFO\n';
  const OWN = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK';

  test('is never heard of by the server, in its turn between others', async () => {
    const { pass, ends } = answerRequest();
    const { server, wire, terminal } = await between(pass);
    const [before, after] = [get('/iclock/cpos?SN=1'), get('/iclock/cpos?SN=2')];
    await terminal.send(before + post(RESULT, BODY) + after);
    const seen = await server.line(0);
    await seen.until(before.length + after.length);
    expect(seen.text).toBe(before + after);
    expect(terminal.text).toBe('');
    await seen.send(reply('one') + reply('three'));
    const got = reply('one') + OWN + reply('three');
    await terminal.until(got.length);
    expect(terminal.text).toBe(got);
    const recorded = await wire.records(3);
    expect(recorded.map(({ response }) => response?.by)).toEqual(['server', 'pushscope', 'server']);
    await expect.poll(() => ends).toEqual([{ delivered: true, n: 2 }]);
  });

  test('and closes, where the terminal said so', async () => {
    const { pass } = answerRequest();
    const { server, wire, terminal } = await between(pass);
    await terminal.send(post(RESULT, BODY).replace('X-Odd : 1', 'Connection: close'));
    await terminal.ended;
    expect(terminal.text).toBe(OWN);
    expect(terminal.end).toBe('fin');
    terminal.socket.end();
    await wire.empty();
    expect(server.lines.map(({ text }) => text).join('')).toBe('');
    expect(wire.recorded[0]?.outcome).toBe('complete');
  });

  test('first on its connection, and what follows it reaches the server', async () => {
    const { pass } = answerRequest();
    const { server, wire, terminal } = await between(pass);
    const upload = post('/iclock/cpos?SN=1&table=BUYLOG', 'x'.repeat(50));
    await terminal.send(post(RESULT, BODY) + upload);
    const seen = await server.line(0);
    await seen.until(upload.length);
    await seen.send(reply('one'));
    await terminal.until((OWN + reply('one')).length);
    await terminal.send(upload);
    await seen.until(2 * upload.length);
    await seen.send(reply('two'));
    const got = OWN + reply('one') + reply('two');
    await terminal.until(got.length);
    expect(terminal.text).toBe(got);
    expect(seen.text).toBe(upload + upload);
    const recorded = await wire.records(3);
    expect(recorded.map(({ outcome }) => outcome)).toEqual(Array(3).fill('complete'));
  });

  test('ends with the terminal, which asked nothing else', async () => {
    const { pass } = answerRequest();
    const { server, wire, terminal } = await between(pass);
    await terminal.send(post(RESULT, BODY));
    terminal.socket.end();
    await terminal.ended;
    expect(terminal.text).toBe(OWN);
    expect(terminal.end).toBe('fin');
    await wire.empty();
    expect(server.lines.map(({ text }) => text).join('')).toBe('');
  });

  test('also while the server cannot be reached', async () => {
    const { pass } = answerRequest();
    const server = await RawServer.start();
    const { port } = server;
    await server.stop();
    const wire = await startTestWire(port, { passes: [pass] });
    cleanUps.push(() => wire.stop(0));
    const terminal = await wire.dial();
    await terminal.send(post(RESULT, BODY));
    await terminal.ended;
    expect(terminal.text).toBe(OWN);
  });
});

test('an armed pass that claims nothing holds back no byte of what is no head', async () => {
  const { pass, ends } = passOf(() => null);
  const { server, wire, terminal } = await between(pass);
  const upload = post('/iclock/cpos?SN=1&table=BUYLOG', 'x'.repeat(100));
  await terminal.send(upload.slice(0, -40));
  const seen = await server.line(0);
  await seen.until(upload.length - 40);
  await terminal.send(upload.slice(-40) + '\x16\x03junk');
  await seen.until(upload.length + 6);
  await seen.send(reply('OK'));
  await terminal.until(reply('OK').length);
  expect((await wire.records(1))[0]?.request.size).toBe(100);
  expect(ends).toEqual([]);
});
