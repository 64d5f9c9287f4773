/** Nothing that a peer sends ends the process, piles up in it, or reaches anyone but the server. */

import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../kit/product.ts';
import { atRandom } from '../kit/fuzz.ts';
import { mutated, samples } from '../kit/mutations.ts';
import { RawServer, type Line } from '../kit/sockets.ts';
import { startTestWire, type TestWire } from '../kit/wire.ts';

const POLL = 'GET /iclock/posrequest?SN=1 HTTP/1.1\r\nHost: zk\r\nConnection: close\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK';
const HELLO = readFileSync(join(root, 'test/fixtures/samples/f13-tls-to-plain-port.bin'), 'latin1');
const MIB = 1024 * 1024;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function between(accept: (line: Line) => unknown): Promise<TestWire> {
  const server = await RawServer.start(accept);
  cleanUps.push(() => server.stop());
  const wire = await startTestWire(server.port);
  cleanUps.push(() => wire.stop(0));
  return wire;
}

/** Answers whatever comes once it is quiet, and ends when the other side does. */
const anything = (line: Line) => {
  line.socket.once('data', () => line.socket.write(OK));
  line.socket.on('end', () => line.socket.end());
};

/** An ordinary poll still works. */
async function isWell(wire: TestWire): Promise<void> {
  const terminal = await wire.dial();
  await terminal.send(POLL);
  await terminal.until(OK);
  terminal.socket.end();
}

describe('the terminal sends', () => {
  const requests: readonly (readonly [string, string])[] = [
    ['a TLS ClientHello', HELLO],
    ['a head of 10 MB', `GET /iclock/posrequest?SN=1 HTTP/1.1\r\nX: ${'x'.repeat(10 * MIB)}`],
    ['a target of 10 MB', `GET /iclock/posrequest?SN=${'1'.repeat(10 * MIB)}`],
    [
      'a million header lines',
      `GET /iclock/posrequest?SN=1 HTTP/1.1\r\n${'a:b\r\n'.repeat(MIB)}\r\n`,
    ],
    ['10 MB of blank lines', '\r\n'.repeat(5 * MIB)],
    ['10 MB of NULs', '\0'.repeat(10 * MIB)],
    [
      'a chunk line without end',
      `POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(4 * MIB)}`,
    ],
    [
      'chunks of one byte',
      `POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(500_000)}0\r\n\r\n`,
    ],
    [
      'a trailer without end',
      `POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(MIB)}`,
    ],
    [
      'a chunk larger than numbers go',
      'POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\na',
    ],
    [
      'a length larger than numbers go',
      `POST /iclock/cpos?SN=1 HTTP/1.1\r\nContent-Length: ${'9'.repeat(40)}\r\n\r\na`,
    ],
    ['a negative length', 'POST /iclock/cpos?SN=1 HTTP/1.1\r\nContent-Length: -1\r\n\r\na'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a reply', OK],
  ];

  test.each(requests)('%s: the server gets it, the next terminal is served', async (_, request) => {
    let got = 0;
    const wire = await between((line) => {
      line.socket.on('data', () => (got = Math.max(got, line.length)));
      anything(line);
    });
    const terminal = await wire.dial();
    terminal.socket.end(Buffer.from(request, 'latin1'));
    await terminal.ended;
    expect(got).toBe(request.length);
    await isWell(wire);
    await wire.empty();
    const kept = wire.recorded.reduce(
      (sum, { request: { head, body } }) => sum + head.length + body.length,
      0,
    );
    expect(kept).toBeLessThan(2.5 * MIB);
  });
});

describe('the server sends', () => {
  test.each([
    ['a head of 10 MB', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(10 * MIB)}`],
    ['10 MB that are no HTTP', 'x'.repeat(10 * MIB)],
    [
      'chunks of one byte',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(500_000)}0\r\n\r\n`,
    ],
    ['a hundred thousand interim replies', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100_000) + OK],
    ['a hundred thousand replies that nobody asked for', OK.repeat(100_000)],
    ['101 and then anything', `HTTP/1.1 101 Odd\r\n\r\n${'\0\xff'.repeat(MIB)}`],
  ])('%s: the terminal gets it', async (_, reply) => {
    const wire = await between((line) =>
      line.until('\r\n\r\n').then(() => line.socket.end(Buffer.from(reply, 'latin1'))),
    );
    const terminal = await wire.dial();
    await terminal.send(POLL);
    await terminal.ended;
    expect(terminal.length).toBe(reply.length);
    terminal.socket.end();
    await wire.empty();
    const kept = wire.recorded.reduce((sum, { response }) => sum + (response?.body.length ?? 0), 0);
    expect(kept).toBeLessThan(2.5 * MIB);
  });
});

test('fuzzed connections: whatever is sent and answered, the wire goes on', async () => {
  const words = [
    'GET ',
    'POST ',
    'CONNECT ',
    '/iclock/cpos?SN=1',
    '/page',
    '*',
    'http://[',
    ' HTTP/1.1\r\n',
    'HTTP/1.1 200 OK\r\n',
    'Host: zk\r\n',
    'Content-Length: 3\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Upgrade: websocket\r\nConnection: Upgrade\r\n',
    'Expect: 100-continue\r\n',
    'Trailer: x\r\n',
    '\r\n',
    '\n',
    '3\r\nabc\r\n',
    '0\r\n\r\n',
    'abc',
    '\0',
    '\xff\xfe',
    ': ',
    HELLO,
  ];
  const pieces = fc
    .array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  const asked = fc.oneof(pieces, mutated(samples(/-request|tls/)));
  const answered = fc.oneof(pieces, mutated(samples(/-response/)));
  let answer = '';
  const wire = await between((line) => {
    line.socket.once('data', () => line.socket.end(Buffer.from(answer, 'latin1')));
    line.socket.on('end', () => line.socket.end());
  });
  await fc.assert(
    fc.asyncProperty(asked, answered, fc.boolean(), async (request, reply, resets) => {
      answer = reply;
      const person = await wire.dial();
      if (resets) {
        await person.send(request);
        person.socket.resetAndDestroy();
        await person.closed;
      } else {
        person.socket.end(Buffer.from(request, 'latin1'));
        await person.ended;
      }
    }),
    atRandom('connections to the wire', 400),
  );
  answer = OK;
  await isWell(wire);
});

describe('the terminal port reaches the server and nothing else', () => {
  test.each([
    'GET http://127.0.0.1:8090/api/status HTTP/1.1\r\nHost: 127.0.0.1:8090\r\n\r\n',
    'GET /api/status HTTP/1.1\r\nHost: 127.0.0.1:8090\r\n\r\n',
    'GET /iclock/cpos?SN=1 HTTP/1.1\r\nHost: 127.0.0.1:8090\r\n\r\n',
    'CONNECT 127.0.0.1:8090 HTTP/1.1\r\nHost: 127.0.0.1:8090\r\n\r\n',
    'GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:8090\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ])('%j', async (request) => {
    const heard: string[] = [];
    const wire = await between((line) =>
      line.until('\r\n\r\n').then(() => (heard.push(line.text), line.send(OK))),
    );
    const person = await wire.dial();
    await person.send(request);
    await person.until('OK');
    expect(heard).toHaveLength(1);
    expect(heard[0]?.split('\r\n')[0]).toBe(request.split('\r\n')[0]);
  });
});
