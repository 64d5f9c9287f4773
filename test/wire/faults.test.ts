/** When a peer breaks off, dies, stalls or lies, nothing is lost, doubled, made up, or left behind. */

import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { startWire } from '../../proxy/wire/listener.ts';
import { startDeaf } from '../kit/deaf.ts';
import { RawServer, type Line } from '../kit/sockets.ts';
import { rebuilt, startTestWire, type TestWire } from '../kit/wire.ts';

const POLL =
  'GET /iclock/posrequest?SN=5158181900025 HTTP/1.1\r\nHost: zk\r\nConnection: close\r\n\r\n';
const BODY = '1\t2\t3\n'.repeat(40);
const UPLOAD = `POST /iclock/cpos?SN=5158181900025&table=BUYLOG HTTP/1.1\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
const OK = 'HTTP/1.1 200 OK\r\nDate: Fri, 02 Nov 2018 04:05:36 GMT\r\nContent-Length: 2\r\n\r\nOK';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startServer(accept?: (line: Line) => unknown): Promise<RawServer> {
  const server = await RawServer.start(accept);
  cleanUps.push(() => server.stop());
  return server;
}

async function startBefore(
  port: number,
  options: Parameters<typeof startTestWire>[1] = {},
): Promise<TestWire> {
  const wire = await startTestWire(port, options);
  cleanUps.push(() => wire.stop(0));
  return wire;
}

/** A port on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = await RawServer.start();
  const { port } = server;
  await server.stop();
  return port;
}

describe('the server dies', () => {
  const places = Array.from({ length: OK.length }, (_, at) => at);

  test('with RST after any byte of its reply: the terminal gets so many bytes and RST', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    for (const at of places) {
      const terminal = await wire.dial();
      await terminal.send(UPLOAD);
      const seen = await server.line(at);
      await seen.until(UPLOAD.length);
      await seen.send(OK.slice(0, at));
      await terminal.until(at);
      seen.socket.resetAndDestroy();
      await terminal.ended;
      expect([terminal.text, terminal.end]).toEqual([OK.slice(0, at), 'reset']);
    }
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(places.map(() => 'server-aborted'));
    expect(wire.recorded.map(({ response }) => rebuilt(response))).toEqual(
      places.map((at) => OK.slice(0, at)),
    );
    await wire.empty();
  });

  test('with FIN after any byte of its reply: the terminal gets so many bytes and FIN, and nothing made up', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    for (const at of places) {
      const terminal = await wire.dial();
      await terminal.send(UPLOAD);
      const seen = await server.line(at);
      await seen.until(UPLOAD.length);
      await seen.send(OK.slice(0, at));
      seen.socket.end();
      await terminal.ended;
      expect([terminal.text, terminal.end]).toEqual([OK.slice(0, at), 'fin']);
      terminal.socket.end();
    }
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(places.map(() => 'server-aborted'));
    await wire.empty();
  });

  test('with RST in a reply that lasts until the close: it does not look complete', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(POLL);
    const seen = await server.line(0);
    await seen.until(POLL.length);
    await seen.send('HTTP/1.1 200 OK\r\n\r\nC:1:DA');
    await terminal.until('C:1:DA');
    seen.socket.resetAndDestroy();
    await terminal.ended;
    expect(terminal.end).toBe('reset');
    expect(wire.recorded[0]).toMatchObject({
      outcome: 'server-aborted',
      response: { incomplete: true },
    });
  });

  test('with RST in the same moment as the bytes before it: it does not look complete either', async () => {
    const rounds = 30;
    const server = await startServer(async (line) => {
      await line.until(POLL.length);
      line.socket.write('HTTP/1.1 200 OK\r\n\r\nC:1:half of a comm');
      line.socket.resetAndDestroy();
    });
    const wire = await startBefore(server.port);
    for (let round = 0; round < rounds; round++) {
      const terminal = await wire.dial();
      await terminal.send(POLL);
      // Node may tell this RST as an end to us just as it did to the wire, so the record is what counts.
      await terminal.ended;
      terminal.socket.destroy();
    }
    const recorded = await wire.records(rounds);
    expect(new Set(recorded.map(({ outcome }) => outcome))).toEqual(new Set(['server-aborted']));
  });

  test('with interim replies without end: they pass, and only the first are kept', async () => {
    const interim = 'HTTP/1.1 100 Continue\r\n\r\n';
    const all = interim.repeat(20_000);
    const server = await startServer(async (line) => {
      await line.until(POLL.length);
      await line.send(all + OK);
      line.socket.end();
    });
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(POLL);
    await terminal.ended;
    expect(terminal.text === all + OK).toBe(true);
    const [recorded] = await wire.records(1);
    const kept = recorded?.response?.interim ?? [];
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.reduce((sum, head) => sum + head.length, 0)).toBeLessThanOrEqual(64 * 1024);
  });

  test('between exchanges: the reply before it stays whole', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(UPLOAD);
    const seen = await server.line(0);
    await seen.until(UPLOAD.length);
    await seen.send(OK);
    await terminal.until(OK.length);
    seen.socket.resetAndDestroy();
    await terminal.ended;
    expect([terminal.text, terminal.end]).toEqual([OK, 'fin']);
    terminal.socket.end();
    await wire.empty();
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(['complete']);
  });

  test('in the middle of an upload: it is not sent again', async () => {
    const server = await startServer((line) =>
      line.until(100).then(() => line.socket.resetAndDestroy()),
    );
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(UPLOAD.slice(0, 150));
    await terminal.ended;
    expect([terminal.text, terminal.end]).toEqual(['', 'reset']);
    expect(server.lines).toHaveLength(1);
    expect(wire.recorded[0]).toMatchObject({
      outcome: 'server-aborted',
      request: { incomplete: true },
    });
    expect(rebuilt(wire.recorded[0]?.request ?? null)).toBe(UPLOAD.slice(0, 150));
  });
});

describe('the server answers before it has read everything', () => {
  test('the reply arrives though the upload goes on', async () => {
    const refusal = 'HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
    const server = await startServer();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(UPLOAD.slice(0, 120));
    const seen = await server.line(0);
    await seen.until(120);
    await seen.send(refusal);
    await terminal.until(refusal);
    await terminal.send(UPLOAD.slice(120));
    await seen.until(UPLOAD.length);
    seen.socket.end();
    await terminal.ended;
    expect(terminal.text).toBe(refusal);
    terminal.socket.end();
    await wire.empty();
    expect(wire.recorded).toHaveLength(1);
    expect(wire.recorded[0]).toMatchObject({ outcome: 'complete', request: { incomplete: true } });
  });
});

describe('the server cannot be reached', () => {
  test('nobody listens: 502 without a Date, after the whole upload, and the record says refused', async () => {
    const wire = await startBefore(await deadPort());
    const terminal = await wire.dial();
    await terminal.send(UPLOAD, 50);
    await terminal.ended;
    expect(terminal.text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(terminal.text).toMatch(/ECONNREFUSED/);
    expect(terminal.text).not.toMatch(/^date:/im);
    expect(terminal.end).toBe('fin');
    terminal.socket.end();
    await wire.empty();
    const [exchange] = wire.recorded;
    expect(exchange).toMatchObject({ outcome: 'refused', response: { by: 'pushscope' } });
    expect(rebuilt(exchange?.request ?? null)).toBe(UPLOAD);
    expect(rebuilt(exchange?.response ?? null)).toBe(terminal.text);
  });

  test('a host that does not exist: 502', async () => {
    const wire = await startBefore(1, {
      upstream: { protocol: 'http:', hostname: 'no-such-host.invalid', port: 80 },
    });
    const terminal = await wire.dial();
    await terminal.send(POLL);
    await terminal.ended;
    expect(terminal.text).toMatch(/^HTTP\/1\.1 502 [^]*(ENOTFOUND|EAI_AGAIN)/);
  });

  test('a HEAD gets no body', async () => {
    const wire = await startBefore(await deadPort());
    const terminal = await wire.dial();
    await terminal.send('HEAD /iclock/posrequest?SN=1 HTTP/1.1\r\n\r\n');
    await terminal.ended;
    expect(terminal.text).toMatch(/^HTTP\/1\.1 502 [^]*\r\n\r\n$/);
  });

  test('what is no HTTP gets no answer but RST', async () => {
    const wire = await startBefore(await deadPort());
    const terminal = await wire.dial();
    await terminal.send('\x16\x03\x01\x02\x00\x01\x00');
    await terminal.ended;
    expect([terminal.text, terminal.end]).toEqual(['', 'reset']);
    expect(wire.recorded[0]).toMatchObject({ outcome: 'malformed', response: null });
  });

  test('it never answers the connect: 502 once the time is over, and the record says timeout', async () => {
    const { port, release } = await startDeaf();
    cleanUps.push(release);
    const wire = await startBefore(port, { connectTimeoutMs: 100 });
    const terminal = await wire.dial();
    await terminal.send(POLL);
    await terminal.ended;
    expect(terminal.text).toMatch(/^HTTP\/1\.1 502 [^]*within 100 ms/);
    expect(wire.recorded[0]).toMatchObject({ outcome: 'timeout', response: { by: 'pushscope' } });
  });

  test('a terminal that leaves before the connect is there: the server hears nothing of it', async () => {
    const wire = await startBefore(await deadPort());
    const terminal = await wire.dial();
    terminal.socket.write(UPLOAD.slice(0, 100));
    terminal.socket.resetAndDestroy();
    await wire.empty();
  });
});

describe('the terminal', () => {
  test('sends FIN after its request and still gets the reply', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    terminal.socket.end(UPLOAD);
    const seen = await server.line(0);
    await seen.until(UPLOAD.length);
    await seen.ended;
    expect(seen.end).toBe('fin');
    await seen.send(OK);
    seen.socket.end();
    await terminal.ended;
    expect(terminal.text).toBe(OK);
    await wire.empty();
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(['complete']);
  });

  test('breaks off after any byte of its upload: the server sees so many bytes and RST', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    const head = UPLOAD.indexOf('\r\n\r\n') + 4;
    for (const [index, at] of [head, head + 1, head + 100, UPLOAD.length - 1].entries()) {
      const terminal = await wire.dial();
      await terminal.send(UPLOAD.slice(0, at));
      const seen = await server.line(index);
      await seen.until(at);
      terminal.socket.resetAndDestroy();
      await seen.ended;
      expect([seen.text, seen.end]).toEqual([UPLOAD.slice(0, at), 'reset']);
    }
    await wire.records(4);
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(Array(4).fill('terminal-aborted'));
    await wire.empty();
  });

  test('breaks off in the middle of its head: nothing reaches the server, the record tells of it', async () => {
    const server = await startServer();
    let looks = 0;
    const wire = await startBefore(server.port, { monotonicMs: () => ++looks });
    const terminal = await wire.dial();
    await expect.poll(wire.open).toBe(1);
    const before = looks;
    await terminal.send(POLL.slice(0, 20));
    // Had it not been read by now, libuv would tell the RST behind it as FIN.
    await expect.poll(() => looks).toBeGreaterThan(before);
    terminal.socket.resetAndDestroy();
    await wire.empty();
    expect(server.lines).toHaveLength(0);
    expect(wire.recorded).toMatchObject([{ outcome: 'terminal-aborted', response: null }]);
    expect(rebuilt(wire.recorded[0]?.request ?? null)).toBe(POLL.slice(0, 20));
  });

  test('half a head and FIN: the server is the one to judge', async () => {
    const server = await startServer();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    terminal.socket.end(POLL.slice(0, 20));
    const seen = await server.line(0);
    await seen.until(20);
    await seen.ended;
    expect([seen.text, seen.end]).toEqual([POLL.slice(0, 20), 'fin']);
    seen.socket.end();
    await wire.empty();
    expect(wire.recorded).toHaveLength(1);
  });

  test('300 of them break off in the middle of a download: nothing is left on either side', async () => {
    const big = `HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n${'x'.repeat(200_000)}`;
    const server = await startServer((line) => line.until(POLL.length).then(() => line.send(big)));
    const wire = await startBefore(server.port);
    await Promise.all(
      Array.from({ length: 300 }, async () => {
        const terminal = await wire.dial();
        await terminal.send(POLL);
        await terminal.until(1000);
        terminal.socket.destroy();
      }),
    );
    await wire.empty();
    await expect.poll(() => server.openCount).toBe(0);
    expect(wire.recorded).toHaveLength(300);
    expect(new Set(wire.recorded.map(({ outcome }) => outcome))).toEqual(
      new Set(['terminal-aborted']),
    );
  });

  test('reads late after a request that said close: it gets the whole reply, then FIN, and so does the server', async () => {
    // Sizes around what the buffers of the system take, so that some leave bytes behind that wait when the server ends.
    const sizes = Array.from({ length: 60 }, (_, step) => 2_400_000 + step * 40_009);
    const server = await startServer(async (line) => {
      await line.until(POLL.length);
      const size = sizes[server.lines.indexOf(line)] ?? 0;
      line.socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`);
    });
    const wire = await startBefore(server.port);
    for (const [index, size] of sizes.entries()) {
      const terminal = await wire.dial();
      terminal.socket.pause();
      await terminal.send(POLL);
      const seen = await server.line(index);
      // Nothing tells from outside when the buffers are full; a terminal that reads too soon just gets it sooner.
      await setTimeout(20);
      terminal.socket.resume();
      await terminal.ended;
      const headLength = `HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`.length;
      expect([terminal.length, terminal.end]).toEqual([headLength + size, 'fin']);
      // Before the terminal has ended its own side.
      await seen.closed;
      expect(seen.end).toBe('fin');
      terminal.socket.end();
    }
    await wire.empty();
  });

  test('reads slowly: the server is made to wait, nothing piles up here', async () => {
    const size = 24 * 1024 * 1024;
    const server = await startServer();
    const wire = await startBefore(server.port);
    const terminal = await wire.dial();
    await terminal.send(POLL);
    terminal.socket.pause();
    const seen = await server.line(0);
    await seen.until(POLL.length);
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`;
    seen.socket.write(head);
    const sent = new Promise((done) => seen.socket.write(Buffer.alloc(size, 'x'), done));
    const first = await Promise.race([
      sent.then(() => 'sent'),
      expect
        .poll(() => seen.socket.bytesWritten)
        .toBeGreaterThan(0)
        .then(() => 'waits'),
    ]);
    expect(first).toBe('waits');
    terminal.socket.resume();
    await terminal.until(head.length + size);
    await sent;
    await expect.poll(() => wire.recorded.length).toBe(1);
    expect(wire.recorded[0]?.response).toMatchObject({ size, truncated: true });
  });
});

test('uploads under faults: the server counts each at most once, and every OK that a terminal got once', async () => {
  const counts = new Map<string, number>();
  let turn = 0;
  const server = await startServer(async (line) => {
    const fault = turn++ % 5;
    await line.until('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(line.text)?.[1]);
    await line.until(line.text.indexOf('\r\n\r\n') + 4 + length).catch(() => {});
    const id = /id=(\d+)\n$/.exec(line.text)?.[1];
    if (id === undefined) return line.socket.destroy();
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (fault === 1) return line.socket.resetAndDestroy();
    if (fault === 2) return line.send(OK.slice(0, 30)).then(() => line.socket.resetAndDestroy());
    if (fault === 3) return line.send(OK, 7).then(() => line.socket.end());
    return line.send(OK).then(() => line.socket.end());
  });
  const wire = await startBefore(server.port);
  const acknowledged: string[] = [];
  const upload = async (id: number) => {
    const terminal = await wire.dial();
    const body = `${BODY}id=${id}\n`;
    const message = `POST /iclock/cpos?SN=1&table=BUYLOG HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    if (id % 7 === 0) {
      await terminal.send(message.slice(0, -3));
      terminal.socket.resetAndDestroy();
      return;
    }
    await terminal.send(message, id % 3 === 0 ? 60 : Infinity);
    if (id % 11 === 0) terminal.socket.end();
    await terminal.ended;
    if (terminal.text === OK) acknowledged.push(String(id));
    terminal.socket.end();
  };
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 25 }, (_, at) => upload(round * 25 + at)));
  }
  await wire.empty();
  expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(200);
  expect(acknowledged.filter((id) => !counts.has(id))).toEqual([]);
  const complete = wire.recorded.filter(({ outcome }) => outcome === 'complete');
  const recordedIds = complete.map(
    ({ request }) => /id=(\d+)\n$/.exec(rebuilt(request))?.[1] ?? '',
  );
  expect(recordedIds.toSorted()).toEqual(acknowledged.toSorted());
});

describe('an https server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushscope-test-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  const hasOpenssl = (() => {
    try {
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-keyout',
          key,
          '-out',
          cert,
          '-days',
          '2',
          '-subj',
          '/CN=localhost',
        ],
        { stdio: 'ignore' },
      );
      return true;
    } catch {
      return false;
    }
  })();

  async function startTls(
    accept: (socket: TLSSocket) => void,
    maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3',
  ) {
    const sockets = new Set<TLSSocket>();
    const server = createTlsServer(
      { key: readFileSync(key), cert: readFileSync(cert), allowHalfOpen: true, maxVersion },
      (socket) => {
        sockets.add(socket);
        socket.on('error', () => {});
        accept(socket);
      },
    ).listen(0, '127.0.0.1');
    server.on('tlsClientError', () => {});
    await new Promise((done) => server.once('listening', done));
    cleanUps.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  const https = (port: number, rejectUnauthorized = false) =>
    ({
      upstream: { protocol: 'https:', hostname: '127.0.0.1', port, rejectUnauthorized },
    }) as const;

  test.runIf(hasOpenssl).each(['TLSv1.2', 'TLSv1.3'] as const)(
    '%s: bytes pass, a half-closing terminal gets its reply',
    async (version) => {
      const seen: Buffer[] = [];
      const port = await startTls((socket) => {
        socket.on('data', (bytes) => {
          seen.push(bytes);
          if (Buffer.concat(seen).length === UPLOAD.length) setImmediate(() => socket.end(OK));
        });
      }, version);
      const wire = await startBefore(port, https(port));
      const terminal = await wire.dial();
      terminal.socket.end(UPLOAD);
      await terminal.ended;
      expect([terminal.text, terminal.end]).toEqual([OK, 'fin']);
      expect(Buffer.concat(seen).toString('latin1')).toBe(UPLOAD);
      await wire.empty();
      expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(['complete']);
    },
  );

  test.runIf(hasOpenssl)(
    'a certificate that nobody signed: 502, unless any is accepted',
    async () => {
      const port = await startTls((socket) => socket.end(OK));
      const wire = await startBefore(port, https(port, true));
      const terminal = await wire.dial();
      await terminal.send(POLL);
      await terminal.ended;
      expect(terminal.text).toMatch(/^HTTP\/1\.1 502 [^]*DEPTH_ZERO_SELF_SIGNED_CERT/);
    },
  );

  test.runIf(hasOpenssl)(
    'it dies in the middle of a reply that lasts until the close: RST',
    async () => {
      const port = await startTls((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\nC:1:DA');
        });
      });
      const holds: Socket[] = [];
      const relay = createTcpServer((from) => {
        const to = connect(port, '127.0.0.1');
        holds.push(from, to);
        from.on('error', () => {}).pipe(to);
        to.on('error', () => {}).pipe(from);
      }).listen(0, '127.0.0.1');
      await new Promise((done) => relay.once('listening', done));
      cleanUps.push(() => {
        for (const socket of holds) socket.destroy();
        relay.close();
      });
      const wire = await startBefore(1, https((relay.address() as AddressInfo).port));
      const terminal = await wire.dial();
      await terminal.send(POLL);
      await terminal.until('C:1:DA');
      holds.at(-2)?.resetAndDestroy();
      await terminal.ended;
      expect(terminal.end).toBe('reset');
      await wire.empty();
      expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(['server-aborted']);
    },
  );

  test.runIf(hasOpenssl)('it speaks plain HTTP after all: 502', async () => {
    const server = await startServer((line) =>
      line.until(1).then(() => line.socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
    );
    const wire = await startBefore(server.port, https(server.port));
    const terminal = await wire.dial();
    await terminal.send(POLL);
    await terminal.ended;
    expect(terminal.text).toMatch(/^HTTP\/1\.1 502 /);
  });
});

describe('stopping', () => {
  test('a running exchange ends, idle connections close, new ones are refused', async () => {
    const server = await startServer();
    const wire = await startTestWire(server.port);
    const [idle, busy] = [await wire.dial(), await wire.dial()];
    await busy.send(UPLOAD);
    const seen = await server.line(0);
    await seen.until(UPLOAD.length);
    const stopped = wire.stop(10_000);
    await idle.ended;
    await expect(wire.dial()).rejects.toThrow(/ECONNREFUSED/);
    await seen.send(OK);
    await busy.ended;
    expect(busy.text).toBe(OK);
    idle.socket.end();
    busy.socket.end();
    await stopped;
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(['complete']);
  });

  test('what has not ended after the grace is cut, and the record says so', async () => {
    const server = await startServer();
    const wire = await startTestWire(server.port);
    const terminal = await wire.dial();
    await terminal.send(UPLOAD);
    const seen = await server.line(0);
    await seen.until(UPLOAD.length);
    await wire.stop(20);
    await Promise.all([terminal.ended, seen.ended]);
    expect([terminal.end, seen.end]).toEqual(['reset', 'reset']);
    expect(wire.recorded.map(({ outcome }) => outcome)).toEqual(['server-aborted']);
  });
});

test('a port that is taken rejects with the errno error', async () => {
  const server = await startServer();
  const wire = await startBefore(server.port);
  const options = {
    host: '127.0.0.1',
    port: wire.address.port,
    upstream: { protocol: 'http:', hostname: '127.0.0.1', port: server.port },
    record: () => {},
    recordConsole: false,
    log: () => {},
    isTerminalRequest: () => true,
    now: Date.now,
    monotonicMs: Date.now,
  } as const;
  await expect(startWire(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a recorder that throws costs the record, never the reply', async () => {
  const server = await startServer((line) =>
    line.until(POLL.length).then(() => line.socket.end(OK)),
  );
  const wire = await startBefore(server.port, {
    record: () => {
      throw new Error('the disk is full');
    },
  });
  const terminal = await wire.dial();
  await terminal.send(POLL);
  await terminal.ended;
  expect(terminal.text).toBe(OK);
  expect(wire.logged).toMatchObject([{ level: 'error', error: 'the disk is full' }]);
});
