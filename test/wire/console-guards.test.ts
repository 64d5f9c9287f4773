/** Guards round http-proxy, each named after what it keeps from happening. */

import { afterEach, describe, expect, test } from 'vitest';
import { startDeaf } from '../kit/deaf.ts';
import { RawServer, type Line } from '../kit/sockets.ts';
import { rebuilt, startTestWire } from '../kit/wire.ts';

const PAGE = 'GET /page HTTP/1.1\r\nHost: zk\r\n\r\n';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function between(
  accept?: (line: Line) => unknown,
  options: Parameters<typeof startTestWire>[1] = {},
) {
  const server = await RawServer.start(accept);
  cleanUps.push(() => server.stop());
  const wire = await startTestWire(server.port, options);
  cleanUps.push(() => wire.stop(0));
  return { server, wire };
}

/** A server that says that to every request and keeps the connection open. */
const says = (reply: string) => (line: Line) => line.until('\r\n\r\n').then(() => line.send(reply));

describe('res close destroys the upstream request', () => {
  test('a browser that leaves in the middle of a download', async () => {
    const { server, wire } = await between(
      says(`HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(5000)}`),
    );
    for (let n = 0; n < 30; n++) {
      const person = await wire.dial();
      await person.send(PAGE);
      await person.until(5000);
      person.socket.destroy();
    }
    await wire.empty();
    await Promise.all(server.lines.map(({ ended }) => ended));
    expect(server.lines).toHaveLength(30);
  });

  test('a browser that leaves before the reply', async () => {
    const { server, wire } = await between();
    const person = await wire.dial();
    await person.send(PAGE);
    const seen = await server.line(0);
    await seen.until('\r\n\r\n');
    person.socket.resetAndDestroy();
    await seen.ended;
    await wire.empty();
  });

  test('a browser that leaves in the middle of its upload', async () => {
    const { server, wire } = await between();
    const person = await wire.dial();
    await person.send('POST /form HTTP/1.1\r\nHost: zk\r\nContent-Length: 1000\r\n\r\nabc');
    const seen = await server.line(0);
    await seen.until('abc');
    person.socket.end();
    await seen.ended;
    await person.ended;
    await wire.empty();
  });
});

describe('a server that dies in the middle of its answer ends the client', () => {
  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
    ['until the close', 'HTTP/1.1 200 OK\r\n\r\nabc'],
  ])('%s, with RST', async (_, reply) => {
    const { server, wire } = await between(says(reply));
    const person = await wire.dial();
    await person.send(PAGE);
    await person.until('abc');
    (await server.line(0)).socket.resetAndDestroy();
    await person.ended;
    expect(person.end).toBe('reset');
    expect(person.text).not.toContain('\r\n0\r\n');
    await wire.empty();
  });

  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
  ])('%s, with FIN', async (_, reply) => {
    const { server, wire } = await between(says(reply));
    const person = await wire.dial();
    await person.send(PAGE);
    await person.until('abc');
    (await server.line(0)).socket.end();
    await person.ended;
    expect(person.text).not.toContain('\r\n0\r\n');
    person.socket.end();
    await wire.empty();
  });

  test('before it answered: 502, and the upload is not sent again', async () => {
    const { server, wire } = await between((line) =>
      line.until('abc').then(() => line.socket.resetAndDestroy()),
    );
    const person = await wire.dial();
    await person.send('POST /form HTTP/1.1\r\nHost: zk\r\nContent-Length: 3\r\n\r\nabc');
    await person.ended;
    expect(person.text).toMatch(/^HTTP\/1\.1 502 /);
    expect(server.lines).toHaveLength(1);
  });
});

describe('Trailer is dropped', () => {
  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nTrailer: X\r\nContent-Length: 3\r\n\r\nabc', 'abc'],
    [
      'in chunks',
      'HTTP/1.1 200 OK\r\nTrailer: X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: 1\r\n\r\n',
      '\r\n0\r\n\r\n',
    ],
  ])('%s', async (_, reply, end) => {
    const { wire } = await between(says(reply));
    const person = await wire.dial();
    await person.send(PAGE);
    await person.until(end);
    expect(person.text).not.toMatch(/trailer/i);
  });
});

describe('proxy.web inside try/catch, the target taken from the raw URL', () => {
  test.each([
    '//[',
    '/a//b///c?d=//e',
    '/%zz%',
    '/\xd6\xd0\xff',
    '/a?b?c#d',
    'http://zk/absolute//x',
    'http://[bad/',
    '*',
    'javascript:alert(1)',
    '/../../etc/passwd',
    '/a\\b|c"d<e>',
  ])('%s', async (target) => {
    const { server, wire } = await between(says('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    const person = await wire.dial();
    await person.send(`GET ${target} HTTP/1.1\r\nHost: zk\r\n\r\n`);
    await Promise.race([person.until('\r\n\r\n'), person.ended]);
    // Node's parser refuses some of them; those that it takes arrive as they are.
    if (person.text.startsWith('HTTP/1.1 400')) expect(server.lines).toHaveLength(0);
    else expect((await server.line(0)).text.startsWith(`GET ${target} HTTP/1.1\r\n`)).toBe(true);
  });

  test.each([
    ['a status out of range', 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'],
    [
      '101 that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    ],
    [
      'a coding that cannot be passed on',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'both length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}`],
  ])('a reply with %s ends that exchange alone', async (_, reply) => {
    const { wire } = await between(says(reply));
    for (let n = 0; n < 2; n++) {
      const person = await wire.dial();
      await person.send(PAGE);
      await person.ended;
      expect(person.text).toMatch(/^HTTP\/1\.1 502 /);
    }
  });
});

describe('deleteLength is gone: chunked DELETE and OPTIONS smuggle nothing', () => {
  test.each(['DELETE', 'OPTIONS'])('%s', async (method) => {
    const { server, wire } = await between(says('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    const person = await wire.dial();
    const smuggled = 'GET /admin HTTP/1.1\r\nHost: zk\r\n\r\n';
    await person.send(
      `${method} /page HTTP/1.1\r\nHost: zk\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
    );
    await person.until('\r\n\r\n');
    const seen = await server.line(0);
    await seen.until('0\r\n\r\n');
    expect(seen.text).toMatch(/transfer-encoding: chunked\r\n/i);
    expect(seen.text).not.toMatch(/content-length/i);
    expect(seen.text).toContain(`\r\n\r\n${smuggled.length.toString(16)}\r\n${smuggled}`);
  });
});

test('pipelined requests are serialised: each reaches the server once, after the reply before it', async () => {
  const { server, wire } = await between();
  const person = await wire.dial();
  const post = (n: number) => `POST /form HTTP/1.1\r\nHost: zk\r\nContent-Length: 2\r\n\r\n${n}.`;
  await person.send([0, 1, 2, 3, 4].map(post).join(''));
  for (let n = 0; n < 5; n++) {
    const seen = await server.line(n);
    await seen.until(`${n}.`);
    expect(server.lines).toHaveLength(n + 1);
    expect(seen.text.endsWith(`\r\n\r\n${n}.`)).toBe(true);
    await seen.send(`HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nreply ${n}`);
    await person.until(`reply ${n}`);
  }
  expect(server.lines).toHaveLength(5);
});

test('what follows a request that said close is nobody’s', async () => {
  const { server, wire } = await between(says('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  const person = await wire.dial();
  await person.send(`GET / HTTP/1.1\r\nHost: zk\r\nConnection: close\r\n\r\n${PAGE}`);
  await person.ended;
  expect(person.text.match(/200 OK/g)).toHaveLength(1);
  person.socket.end();
  await wire.empty();
  expect(server.lines).toHaveLength(1);
});

describe('an upgrade has its listeners before anything is awaited', () => {
  const upgrade = (protocol: string) =>
    `GET /live HTTP/1.1\r\nHost: zk\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

  test('the browser leaves while it is pending', async () => {
    const { server, wire } = await between();
    const person = await wire.dial();
    await person.send(upgrade('websocket'));
    const seen = await server.line(0);
    await seen.until('\r\n\r\n');
    person.socket.resetAndDestroy();
    await seen.ended;
    await wire.empty();
  });

  test('the server breaks off after 101', async () => {
    const { server, wire } = await between(
      says('HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x01'),
    );
    const person = await wire.dial();
    await person.send(upgrade('websocket'));
    await person.until('\x81\x01');
    (await server.line(0)).socket.resetAndDestroy();
    await person.ended;
    person.socket.end();
    await wire.empty();
  });

  test('a refused upgrade arrives as the server said it, chunks and all', async () => {
    const reply = 'HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n';
    const { wire } = await between(says(reply));
    const person = await wire.dial();
    await person.send(upgrade('websocket'));
    await person.until(reply.length);
    expect(person.text).toBe(reply);
  });

  test('h2c is no upgrade of ours: an ordinary request', async () => {
    const { server, wire } = await between(says('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    const person = await wire.dial();
    await person.send(
      upgrade('h2c').replace(
        'Upgrade\r\n',
        'Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n',
      ),
    );
    await person.until('ok');
    expect((await server.line(0)).text).not.toMatch(/upgrade|http2-settings/i);
  });

  test('CONNECT goes to the server and nowhere else', async () => {
    const { server, wire } = await between(says('HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n'));
    const person = await wire.dial();
    await person.send('CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n');
    await person.until('405');
    expect((await server.line(0)).text).toMatch(/^CONNECT /);
  });
});

describe('timeouts are set', () => {
  test('a server that never answers the connect: 502', async () => {
    const { port, release } = await startDeaf();
    cleanUps.push(release);
    const wire = await startTestWire(port, { connectTimeoutMs: 100, recordConsole: true });
    cleanUps.push(() => wire.stop(0));
    const person = await wire.dial();
    await person.send(PAGE);
    await person.ended;
    expect(person.text).toMatch(/^HTTP\/1\.1 502 /);
    expect(wire.recorded).toMatchObject([{ outcome: 'timeout' }]);
  });

  test('a kept connection that nobody uses, an exchange that stands still', async () => {
    let offsetMs = 0;
    const monotonicMs = () => performance.now() + offsetMs;
    const { server, wire } = await between(undefined, { monotonicMs });
    const [idle, stalled] = [await wire.dial(), await wire.dial()];
    await idle.send(PAGE);
    const seen = await server.line(0);
    await seen.until('\r\n\r\n');
    await seen.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    await idle.until('ok');
    await stalled.send(PAGE);
    await (await server.line(1)).until('\r\n\r\n');
    offsetMs = 70_000;
    await idle.ended;
    expect(stalled.end).toBe('open');
    offsetMs = 400_000;
    await stalled.ended;
    idle.socket.end();
    await wire.empty();
  });
});

describe('never insecureHTTPParser', () => {
  test.each([
    [
      'length and chunks',
      'POST /form HTTP/1.1\r\nHost: zk\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    ],
    [
      'a blank before the colon',
      'POST /form HTTP/1.1\r\nHost: zk\r\nContent-Length : 3\r\n\r\nabc',
    ],
    ['a control character', 'GET /page HTTP/1.1\r\nHost: zk\r\nX: a\x00b\r\n\r\n'],
  ])('%s: 400, and the server hears nothing', async (_, request) => {
    const { server, wire } = await between();
    const person = await wire.dial();
    await person.send(request);
    await person.ended;
    expect(person.text).toMatch(/^HTTP\/1\.1 400 /);
    const whole = server.lines.filter(({ text }) => text.includes('abc'));
    expect(whole).toHaveLength(0);
  });
});

describe('Expect', () => {
  test('100-continue: the body is asked for, and the final reply is the server’s', async () => {
    const { server, wire } = await between((line) =>
      line.until('abc').then(() => line.send('HTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n')),
    );
    const person = await wire.dial();
    await person.send(
      'POST /form HTTP/1.1\r\nHost: zk\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
    );
    await person.until('100 Continue');
    await person.send('abc');
    await person.until('201 Made');
    expect((await server.line(0)).text).not.toMatch(/expect/i);
  });

  test('anything else: 417', async () => {
    const { wire } = await between();
    const person = await wire.dial();
    await person.send('GET /page HTTP/1.1\r\nHost: zk\r\nExpect: miracles\r\n\r\n');
    await person.until('417');
  });
});

describe('headers are read from rawHeaders', () => {
  test('names that an object would stumble over, and duplicates', async () => {
    const { server, wire } = await between(
      says(
        'HTTP/1.1 200 OK\r\n__proto__: 1\r\nconstructor: 2\r\nX-Two: a\r\nx-two: b\r\nContent-Length: 2\r\n\r\nok',
      ),
      { recordConsole: true },
    );
    const person = await wire.dial();
    await person.send(
      'GET /page HTTP/1.1\r\nHost: zk\r\n__proto__: x\r\nhasOwnProperty: y\r\nConnection: close, X-Mine, Host\r\nX-Mine: z\r\n\r\n',
    );
    await person.until('ok');
    expect(person.text).toMatch(/__proto__: 1\r\nconstructor: 2\r\nX-Two: a\r\nx-two: b\r\n/);
    const { text } = await server.line(0);
    expect(text).toMatch(/hasownproperty: y\r\n/i);
    expect(text).toMatch(/host: zk\r\n/i);
    expect(text).not.toMatch(/x-mine/i);
    const [exchange] = await wire.records(1);
    expect(rebuilt(exchange?.response ?? null)).toBe(person.text);
  });

  test('no Date is made up', async () => {
    const { wire } = await between(says('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    const person = await wire.dial();
    await person.send(PAGE);
    await person.until('ok');
    expect(person.text).not.toMatch(/date:/i);
  });
});
