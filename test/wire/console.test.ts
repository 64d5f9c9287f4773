/** The console lane: people's pages through http-proxy, and terminals' requests on the same connection. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { RawServer } from '../kit/sockets.ts';
import { rebuilt, startTestWire } from '../kit/wire.ts';

const PAGE = 'GET /iclock/accounts/login/ HTTP/1.1\r\nHost: zk\r\n\r\n';
const POLL =
  'GET /iclock/posrequest?SN=5158181900025 HTTP/1.1\r\nx-ODD: 1\r\nHOST: zk\r\nx-odd: 2\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 04:05:36 GMT\r\nContent-Length: 2\r\n\r\nOK';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startBefore(port: number, options: Parameters<typeof startTestWire>[1] = {}) {
  const wire = await startTestWire(port, options);
  cleanUps.push(() => wire.stop(0));
  return wire;
}

async function startHttp(handler: (req: IncomingMessage, res: ServerResponse) => void) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  cleanUps.push(() => server.close().closeAllConnections());
  return server;
}

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

/** A raw server that answers every request that is a poll with OK, byte-exact, and pages with a page. */
async function startRaw() {
  const server = await RawServer.start((line) => {
    let read = 0;
    line.socket.on('data', () => {
      for (;;) {
        const end = line.text.indexOf('\r\n\r\n', read);
        if (end < 0) return;
        const isPoll = line.text.slice(read).includes('posrequest');
        read = end + 4;
        line.socket.write(isPoll ? OK : 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\na page');
      }
    });
    line.socket.on('end', () => line.socket.end());
  });
  cleanUps.push(() => server.stop());
  return server;
}

describe('a page', () => {
  test('arrives, is not recorded, and the connection stays for the next', async () => {
    const server = await startHttp((req, res) => res.end(`page ${req.url}`));
    const wire = await startBefore(portOf(server));
    const person = await wire.dial();
    for (const path of ['/', '/iclock/data/employee/?a=1&b=//x', '//double//slash?q=%zz']) {
      await person.send(`GET ${path} HTTP/1.1\r\nHost: zk\r\n\r\n`);
      await person.until(`page ${path}`);
    }
    expect(wire.recorded).toEqual([]);
    expect(server.listening && wire.open()).toBe(1);
  });

  test('is recorded with --record-console, the reply as the browser got it', async () => {
    const server = await startHttp((_req, res) => res.end('page'));
    const wire = await startBefore(portOf(server), { recordConsole: true });
    const person = await wire.dial();
    await person.send(PAGE);
    await person.until('page');
    const [exchange] = await wire.records(1);
    expect(rebuilt(exchange?.request ?? null)).toBe(PAGE);
    expect(rebuilt(exchange?.response ?? null)).toBe(person.text);
    expect(exchange?.outcome).toBe('complete');
  });

  test('a form of many bytes arrives whole, and its answer too', async () => {
    const server = await startHttp((req, res) => {
      let size = 0;
      req.on('data', (bytes: Buffer) => (size += bytes.length));
      req.on('end', () => res.end(`got ${size} ${'y'.repeat(3_000_000)}.`));
    });
    const wire = await startBefore(portOf(server));
    const person = await wire.dial();
    await person.send(
      `POST /iclock/data/upload HTTP/1.1\r\nHost: zk\r\nContent-Length: 5000000\r\n\r\n${'x'.repeat(5_000_000)}`,
    );
    await person.until(3_000_000);
    await person.until('yy.');
    expect(person.text).toContain('got 5000000');
  });

  test('FIN after the request still gets the reply', async () => {
    const server = await startHttp((_req, res) => res.end('page'));
    const wire = await startBefore(portOf(server));
    const person = await wire.dial();
    person.socket.end(PAGE);
    await person.until('page');
    await person.ended;
    expect(person.end).toBe('fin');
    await wire.empty();
  });

  test('HTTP/1.0 gets a reply that ends with the connection', async () => {
    const server = await startHttp((_req, res) => {
      res.write('pa');
      res.end('ge');
    });
    const wire = await startBefore(portOf(server));
    const person = await wire.dial();
    await person.send('GET / HTTP/1.0\r\n\r\n');
    await person.ended;
    expect(person.text).toMatch(/\r\n\r\npage$/);
    person.socket.end();
    await wire.empty();
  });

  test('no server: 502, which is recorded as ours', async () => {
    const gone = await RawServer.start();
    const { port } = gone;
    await gone.stop();
    const wire = await startBefore(port, { recordConsole: true });
    const person = await wire.dial();
    await person.send(PAGE);
    await person.ended;
    expect(person.text).toMatch(/^HTTP\/1\.1 502 Bad Gateway[^]*ECONNREFUSED/);
    expect(wire.recorded).toMatchObject([{ outcome: 'refused', response: { by: 'pushscope' } }]);
    expect(rebuilt(wire.recorded[0]?.response ?? null)).toBe(person.text);
  });
});

describe("a terminal's request on a person's connection", () => {
  test.each([
    ['after a reply', false],
    ['pipelined behind the page', true],
  ])('%s is passed byte for byte and recorded', async (_, isPipelined) => {
    const server = await startRaw();
    const wire = await startBefore(server.port);
    const person = await wire.dial();
    if (isPipelined) await person.send(PAGE + POLL + POLL);
    else {
      await person.send(PAGE);
      await person.until('a page');
      await person.send(POLL + POLL, 5);
    }
    await person.until('a page');
    const pageEnd = person.text.indexOf('a page') + 6;
    await person.until(pageEnd + 2 * OK.length);
    expect(person.text.slice(pageEnd)).toBe(OK + OK);
    const [, wireLine] = [await server.line(0), await server.line(1)];
    expect(wireLine?.text).toBe(POLL + POLL);
    expect(wire.recorded.map(({ request }) => rebuilt(request))).toEqual([POLL, POLL]);
    // From there on the connection is the wire's; people's pages on it pass too, unrecorded.
    await person.send(PAGE);
    await person.until(pageEnd + 2 * OK.length + 10);
    await wireLine?.until(2 * POLL.length + PAGE.length);
    expect(wire.recorded).toHaveLength(2);
  });

  test('blank lines before it pass too', async () => {
    const server = await startRaw();
    const wire = await startBefore(server.port);
    const person = await wire.dial();
    await person.send(PAGE);
    await person.until('a page');
    await person.send('\r\n\r\n');
    await person.send(POLL);
    const line = await server.line(1);
    await line.until(POLL.length + 4);
    expect(line.text).toBe(`\r\n\r\n${POLL}`);
  });

  test('a page that comes after a poll on the wire is not recorded', async () => {
    const server = await startRaw();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(POLL + PAGE);
    await terminal.until('a page');
    expect(wire.recorded.map(({ request }) => rebuilt(request))).toEqual([POLL]);
  });
});

describe('redirects and cookies', () => {
  const replies = async (headers: Record<string, string | string[]>, host = 'canteen:8081') => {
    const server = await startHttp((_req, res) => res.writeHead(302, headers).end());
    const wire = await startBefore(portOf(server));
    const person = await wire.dial();
    const fill = (value: string) => value.replace('UPSTREAM', `127.0.0.1:${portOf(server)}`);
    for (const [name, value] of Object.entries(headers)) {
      headers[name] = Array.isArray(value) ? value.map(fill) : fill(value);
    }
    await person.send(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await person.until('\r\n\r\n');
    return person.text;
  };

  test.each([
    ['http://UPSTREAM/iclock/?a=1', 'http://canteen:8081/iclock/?a=1'],
    ['/iclock/accounts/login/', '/iclock/accounts/login/'],
    ['http://elsewhere/x', 'http://elsewhere/x'],
    ['http://[bad', 'http://[bad'],
    ['', ''],
  ])('Location %s becomes %s', async (location, expected) => {
    expect(await replies({ Location: location })).toContain(`Location: ${expected}\r\n`);
  });

  test('cookies keep their number; a Domain of the server goes', async () => {
    const text = await replies({
      'Set-Cookie': ['a=1; Path=/; Domain=127.0.0.1', 'b=2; HttpOnly', 'c=3; Domain=elsewhere'],
    });
    expect(text.match(/set-cookie: .*/gi)).toEqual([
      'Set-Cookie: a=1; Path=/',
      'Set-Cookie: b=2; HttpOnly',
      'Set-Cookie: c=3; Domain=elsewhere',
    ]);
  });
});

describe('WebSockets', () => {
  async function startSockets() {
    const server = await startHttp((_req, res) => res.writeHead(404).end('none'));
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => {
      socket.send('welcome');
      socket.on('message', (message: Buffer) => socket.send(`echo ${message.toString()}`));
    });
    return server;
  }

  test('work through it, and are not recorded', async () => {
    const server = await startSockets();
    const wire = await startBefore(portOf(server));
    const socket = new WebSocket(`ws://127.0.0.1:${wire.address.port}/live`);
    const heard: string[] = [];
    await new Promise<void>((done) => {
      socket.on('message', (message: Buffer) => {
        heard.push(message.toString());
        if (heard.length === 1) socket.send('a'.repeat(100_000));
        else done();
      });
    });
    expect(heard).toEqual(['welcome', `echo ${'a'.repeat(100_000)}`]);
    socket.close(1000);
    await new Promise((done) => socket.once('close', done));
    await wire.empty();
    expect(wire.recorded).toEqual([]);
  });

  test('on a connection that carried a page before', async () => {
    const server = await startSockets();
    const wire = await startBefore(portOf(server));
    const person = await wire.dial();
    await person.send('GET / HTTP/1.1\r\nHost: zk\r\n\r\n');
    await person.until('none');
    await person.send(
      'GET /live HTTP/1.1\r\nHost: zk\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await person.until('welcome');
    expect(person.text).toContain('HTTP/1.1 101 Switching Protocols');
  });
});
