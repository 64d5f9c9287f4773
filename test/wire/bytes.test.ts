/** Bytes are identical on both hops, in both directions, and a recorded exchange stands for exactly them. */

import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { UnnumberedExchange } from '../../shared/capture/exchange.ts';
import { root } from '../kit/product.ts';
import { RawServer } from '../kit/sockets.ts';
import { rebuilt, startTestWire, type TestWire } from '../kit/wire.ts';

const folder = join(root, 'test/fixtures/samples');
const sample = (file: string) => readFileSync(join(folder, file), 'latin1');
const samples = readdirSync(folder).filter((file) => file.endsWith('.http'));
const requests = samples.filter((file) => file.includes('-request'));
const replies = samples.filter((file) => file.includes('-response'));

const POLL = sample('c01-poll-request.http');
const OK = sample('c01-poll-response-ok.http');

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function between(bodyLimit?: number): Promise<{ server: RawServer; wire: TestWire }> {
  const server = await RawServer.start();
  cleanUps.push(() => server.stop());
  const wire = await startTestWire(server.port, bodyLimit === undefined ? {} : { bodyLimit });
  cleanUps.push(() => wire.stop(0));
  return { server, wire };
}

interface Passed {
  readonly recorded: readonly UnnumberedExchange[];
}

/** Sends both ways in pieces of that length; checks the bytes; the server ends the connection after its reply. */
async function pass(asked: string, answered: string, pieceLength: number): Promise<Passed> {
  const { server, wire } = await between();
  const terminal = await wire.dial();
  await terminal.send(asked, pieceLength);
  const seen = await server.line(0);
  await seen.until(asked.length);
  expect(seen.text).toBe(asked);
  await seen.send(answered, pieceLength);
  seen.socket.end();
  await terminal.ended;
  expect(terminal.text).toBe(answered);
  expect(terminal.end).toBe('fin');
  terminal.socket.end();
  await Promise.all([terminal.closed, seen.closed, wire.empty()]);
  expect(seen.end).toBe('fin');
  return { recorded: wire.recorded };
}

const all = (recorded: readonly UnnumberedExchange[], part: 'request' | 'response') =>
  recorded.map((exchange) => rebuilt(exchange[part])).join('');

const manners = [
  ['whole', Infinity],
  ['byte by byte', 1],
] as const;

describe.each(manners)('samples, %s', (_, pieceLength) => {
  test.each(requests)('%s', async (file) => {
    const { recorded } = await pass(sample(file), OK, pieceLength);
    expect(all(recorded, 'request')).toBe(sample(file));
    expect(all(recorded, 'response')).toBe(OK);
    expect(recorded).toHaveLength(1);
    expect(recorded[0]?.outcome).toBe('complete');
  });

  test.each(replies)('%s', async (file) => {
    const { recorded } = await pass(POLL, sample(file), pieceLength);
    expect(recorded).toHaveLength(1);
    expect(rebuilt(recorded[0]?.request ?? null)).toBe(POLL);
    expect(rebuilt(recorded[0]?.response ?? null)).toBe(sample(file));
    expect(recorded[0]?.outcome).toBe('complete');
  });
});

describe.each(manners)('samples with the next message glued on, %s', (_, pieceLength) => {
  // d01 says 143 bytes and has 147: what is glued on begins in the middle of nowhere.
  test.each(requests.filter((file) => !file.startsWith('d01')))('%s', async (file) => {
    const { recorded } = await pass(sample(file) + POLL, OK + OK, pieceLength);
    expect(recorded.map(({ request }) => rebuilt(request))).toEqual([sample(file), POLL]);
    expect(recorded.map(({ response }) => rebuilt(response))).toEqual([OK, OK]);
  });

  test.each(replies.filter((file) => !file.startsWith('f11')))('%s', async (file) => {
    const { recorded } = await pass(POLL + POLL, sample(file) + OK, pieceLength);
    expect(recorded.map(({ response }) => rebuilt(response))).toEqual([sample(file), OK]);
  });
});

const GB = '\xd6\xd0\xb9\xfa';
const odd: readonly (readonly [string, string, string])[] = [
  [
    'odd header order, case, duplicates and blanks',
    'pOsT /iclock/cpos?SN=1 HTTP/1.1\r\nx-A:1\r\nX-a :  2 \r\nX-A:\t3\r\ncontent-LENGTH:   3  \r\nHOST:h\r\n\r\nabc',
    OK,
  ],
  ['folded lines', 'GET /iclock/posrequest?SN=1 HTTP/1.1\r\nX: a\r\n  b\r\nHost: h\r\n\r\n', OK],
  [
    'LF-only lines',
    'GET /iclock/posrequest?SN=1 HTTP/1.1\nHost: h\n\n',
    'HTTP/1.1 200 OK\nContent-Length: 2\n\nOK',
  ],
  [
    'raw blanks and GB18030 in the target',
    `GET /iclock/cpos?SN=1&INFO=Ver 8.0 ${GB} HTTP/1.1\r\nHost: h\r\n\r\n`,
    OK,
  ],
  ['no Host', 'GET /iclock/posrequest?SN=1 HTTP/1.1\r\n\r\n', OK],
  ['HTTP/1.0', 'GET /iclock/posrequest?SN=1 HTTP/1.0\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\nOK'],
  ['no version', 'GET /iclock/posrequest?SN=1\r\n\r\n', OK],
  ['method Get', 'Get /iclock/posrequest?SN=1 HTTP/1.1\r\n\r\n', OK],
  ['absolute target', 'GET http://zk:80/iclock/posrequest?SN=1 HTTP/1.1\r\nHost: zk\r\n\r\n', OK],
  ['blank lines before the request', '\r\n\n\r\nGET /iclock/posrequest?SN=1 HTTP/1.1\r\n\r\n', OK],
  [
    'chunks with extensions and trailers, both ways',
    'POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a="b"\r\nabc\r\n0A \r\n0123456789\r\n0;last\r\nT: 1\r\nU: 2\r\n\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n2\r\nOK\r\n000\r\nX: y\r\n\r\n',
  ],
  [
    'chunks with bare LF',
    'POST /iclock/cpos?SN=1 HTTP/1.1\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n',
    OK,
  ],
  [
    'HEAD',
    'HEAD /iclock/cpos?SN=1 HTTP/1.1\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n',
  ],
  ['204', POLL, 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'],
  ['304', POLL, 'HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n'],
  [
    '1xx before the reply',
    POLL,
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: 1\r\n\r\n${OK}`,
  ],
  [
    'NUL and binary bodies',
    'POST /iclock/cdata?SN=1 HTTP/1.1\r\nContent-Length: 6\r\n\r\na\0\0\xff\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\0\0\0',
  ],
  [
    'a close-delimited reply without any length',
    POLL,
    'HTTP/1.1 200 OK\r\nServer: x\r\n\r\nOK\n\n',
  ],
  ['a status without a reason', POLL, 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nOK'],
  [
    'lengths twice, the same',
    POLL,
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nOK',
  ],
];

describe.each(manners)('odd messages, %s', (_, pieceLength) => {
  test.each(odd)('%s', async (_name, asked, answered) => {
    const { recorded } = await pass(asked, answered, pieceLength);
    expect(recorded.map(({ outcome }) => outcome)).toEqual(['complete']);
    expect(all(recorded, 'request')).toBe(asked);
    expect(all(recorded, 'response')).toBe(answered);
  });
});

const nonsense: readonly (readonly [string, string, string])[] = [
  [
    'a TLS ClientHello on the plain port',
    readFileSync(join(folder, 'f13-tls-to-plain-port.bin'), 'latin1'),
    'HTTP/1.1 400 Bad Request\r\n\r\n',
  ],
  [
    'lengths that differ',
    'POST /iclock/cpos?SN=1 HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    OK,
  ],
  [
    'a length that is no number',
    'POST /iclock/cpos?SN=1 HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc',
    OK,
  ],
  ['an unknown coding', 'POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: zip\r\n\r\nabc', OK],
  [
    'chunks that are none',
    'POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n',
    OK,
  ],
  [
    'a chunk size that is none',
    'POST /iclock/cpos?SN=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabcd\r\n',
    OK,
  ],
  ['a reply that is none', POLL, 'OK'],
  ['a reply without a status', POLL, 'HTTP/1.1 OK\r\n\r\nOK'],
  [
    'reply chunks that are none',
    POLL,
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK+\r\n',
  ],
  ['a reply and more than it said', POLL, 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nOK'],
];

describe.each(manners)('nonsense, %s', (_, pieceLength) => {
  test.each(nonsense)('%s', async (_name, asked, answered) => {
    const { recorded } = await pass(asked, answered, pieceLength);
    expect(recorded.some(({ outcome }) => outcome === 'malformed')).toBe(true);
    expect(all(recorded, 'request')).toBe(asked);
    expect(all(recorded, 'response')).toBe(answered);
  });
});

test('the record is there before the last byte of the reply', async () => {
  const server = await RawServer.start();
  cleanUps.push(() => server.stop());
  const replyBytesAtRecord: number[] = [];
  const received = { bytes: 0 };
  const wire = await startTestWire(server.port, {
    // While this runs nothing can be written, so whatever the terminal has now came before the record.
    record: () => {
      replyBytesAtRecord.push(received.bytes);
    },
  });
  cleanUps.push(() => wire.stop(0));
  const terminal = await wire.dial();
  terminal.socket.on('data', (bytes) => (received.bytes += bytes.length));
  await terminal.send(POLL);
  const seen = await server.line(0);
  await seen.until(POLL.length);
  await seen.send(OK.slice(0, -1));
  await terminal.until(OK.length - 1);
  expect(replyBytesAtRecord).toEqual([]);
  await seen.send(OK.slice(-1));
  await terminal.until(OK.length);
  expect(replyBytesAtRecord).toEqual([OK.length - 1]);
});

test('a body over the limit passes whole; its beginning, size and digest are kept', async () => {
  const { server, wire } = await between(1000);
  const body = 'x'.repeat(300_000);
  const asked = `POST /iclock/cpos?SN=1 HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const terminal = await wire.dial();
  await terminal.send(asked);
  const seen = await server.line(0);
  await seen.until(asked.length);
  expect(seen.text === asked).toBe(true);
  await seen.send(OK);
  await terminal.until(OK.length);
  const [exchange] = await wire.records(1);
  expect(exchange?.request).toMatchObject({ size: 300_000, truncated: true });
  expect(exchange?.request.body).toHaveLength(1000);
  expect(exchange?.request.sha256).toMatch(/^[0-9a-f]{64}$/);
});

describe('generated exchanges', () => {
  const name = fc
    .stringMatching(/^[A-Za-z][A-Za-z-]{0,8}$/)
    .filter((word) => !/^(c|t|u)/i.test(word));
  const value = fc.stringMatching(/^[!-~\x80-\xff \t]{0,12}$/);
  const eol = fc.constantFrom('\r\n', '\n');
  const blank = fc.constantFrom('', ' ', '  ', '\t');
  const header = fc
    .tuple(name, blank, value, blank)
    .map(([key, before, text, after]) => `${key}:${before}${text}${after}`);
  const data = fc
    .uint8Array({ minLength: 1, maxLength: 80 })
    .map((bytes) => Buffer.from(bytes).toString('latin1'));
  const chunks = fc
    .tuple(
      fc.array(fc.tuple(data, fc.constantFrom('', ';x', ' ; y="z"')), { maxLength: 3 }),
      eol,
      fc.array(header, { maxLength: 2 }),
    )
    .map(([parts, end, trailer]) =>
      [
        ...parts.map(
          ([bytes, extension]) => `${bytes.length.toString(16)}${extension}${end}${bytes}${end}`,
        ),
        `0${end}${trailer.map((line) => line + end).join('')}${end}`,
      ].join(''),
    );
  const body = fc.oneof(
    fc.constant(['', ''] as const),
    data.map((bytes) => [`CONTENT-length: ${bytes.length}`, bytes] as const),
    chunks.map((coded) => ['transfer-Encoding:chunked', coded] as const),
  );
  const target = fc
    .stringMatching(/^[!-~\x80-\xff]{0,10}$/)
    .map((text) => `/iclock/cpos?SN=1&x=${text} y`);
  const message = (start: fc.Arbitrary<string>) =>
    fc
      .tuple(start, eol, fc.array(header, { maxLength: 4 }), body)
      .map(([line, end, headers, [framing, bytes]]) => {
        const lines = [
          line,
          ...headers.slice(0, 2),
          ...(framing === '' ? [] : [framing]),
          ...headers.slice(2),
        ];
        return `${lines.join(end)}${end}${end}${bytes}`;
      });
  const request = message(
    fc
      .tuple(fc.constantFrom('GET', 'POST', 'Get', 'ODD'), target)
      .map(([method, to]) => `${method} ${to} HTTP/1.1`),
  );
  // A final reply without a length would swallow the next one.
  const reply = message(fc.constant('HTTP/1.1 200 OK')).map((text) =>
    /content-length|transfer-encoding/i.test(text) ? text : OK,
  );

  test('pass byte for byte, and the records rebuild them', async () => {
    const { server, wire } = await between();
    let connections = 0;
    const exchanges = fc.array(fc.tuple(request, reply), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(exchanges, fc.constantFrom(1, 7, 50, Infinity), async (all, pieceLength) => {
        const asked = all.map(([text]) => text).join('');
        const answered = all.map(([, text]) => text).join('');
        const already = wire.recorded.length;
        const terminal = await wire.dial();
        await terminal.send(asked, pieceLength);
        const seen = await server.line(connections++);
        await seen.until(asked.length);
        await seen.send(answered, pieceLength);
        await terminal.until(answered.length);
        expect([seen.text, terminal.text]).toEqual([asked, answered]);
        const recorded = wire.recorded.slice(already);
        expect(recorded.map((each) => [rebuilt(each.request), rebuilt(each.response)])).toEqual(
          all,
        );
        terminal.socket.destroy();
      }),
      { numRuns: 150 },
    );
  });
});

test('100 pipelined requests: all arrive in order, each is recorded with its reply', async () => {
  const { server, wire } = await between();
  const asked = Array.from(
    { length: 100 },
    (_, n) => `GET /iclock/posrequest?SN=${n} HTTP/1.1\r\n\r\n`,
  );
  const answered = asked.map(
    (_, n) => `HTTP/1.1 200 OK\r\nContent-Length: ${String(n).length}\r\n\r\n${n}`,
  );
  const terminal = await wire.dial();
  await terminal.send(asked.join(''));
  const seen = await server.line(0);
  await seen.until(asked.join('').length);
  await seen.send(answered.join(''));
  await terminal.until(answered.join('').length);
  expect(terminal.text).toBe(answered.join(''));
  expect(wire.recorded.map(({ request }) => rebuilt(request))).toEqual(asked);
  expect(wire.recorded.map(({ response }) => rebuilt(response))).toEqual(answered);
});
