/** The scanner finds the same messages however they are cut, and the same as Node's strict parser. */

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRequestHead } from '../../proxy/wire/head.ts';
import { atRandom } from '../kit/fuzz.ts';
import { replyPlan, scan, type Scanned, type Story } from './story.ts';
import { strictRequests } from './strict-parser.ts';

const CASES: readonly [string, string, readonly Partial<Scanned>[], string?][] = [
  [
    'a request without a body',
    'GET / HTTP/1.1\r\n\r\n',
    [{ head: 'GET / HTTP/1.1\r\n\r\n', ended: true }],
  ],
  [
    'two, the second behind blank lines',
    'GET /a X\n\n\r\n\nGET /b X\n\n',
    [{ head: 'GET /a X\n\n' }, { head: '\r\n\nGET /b X\n\n', ended: true }],
  ],
  [
    'a length',
    'POST / HTTP/1.1\r\ncontent-LENGTH : 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n',
    [{ body: 'abc', ended: true }, { ended: true }],
  ],
  [
    'a length on a folded line',
    'POST / HTTP/1.1\r\nContent-Length:\r\n 3\r\n\r\nabc',
    [{ body: 'abc', ended: true }],
  ],
  [
    'a folded line that looks like a length',
    'POST / HTTP/1.1\r\nX: a\r\n Content-Length: 3\r\n\r\n',
    [{ body: '', ended: true }],
  ],
  [
    'chunks win over a length',
    'POST / HTTP/1.1\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    [{ body: 'a', framing: '1\r\n\r\n0\r\n\r\n', ended: true }],
  ],
  [
    'identity is no coding',
    'POST / HTTP/1.1\r\nTransfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na',
    [{ body: 'a', ended: true }],
  ],
  [
    'a request cut short',
    'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab',
    [{ body: 'ab', ended: false }],
  ],
  [
    'a TLS ClientHello is no request',
    '\x16\x03\x01\x00\xa5',
    [{ head: '' }],
    '\x16\x03\x01\x00\xa5',
  ],
  [
    'bytes after chunks that break are opaque',
    'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n',
    [{ body: 'a' }],
    'b\r\n',
  ],
];

describe.each([
  ['whole', [] as readonly number[]],
  ['byte by byte', 'each byte'],
] as const)('requests, %s', (_, cuts) => {
  test.each(CASES)('%s', (_name, text, messages, opaque = '') => {
    const story = scan(text, cuts);
    expect(story.messages).toMatchObject(messages);
    expect(story.messages).toHaveLength(messages.length);
    expect(story.opaque).toBe(opaque);
  });
});

describe('replies', () => {
  test.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', { kind: 'none' }],
    ['head', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', { kind: 'none' }],
    ['GET', 'HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n', { kind: 'none' }],
    ['GET', 'HTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n', { kind: 'none' }],
    ['GET', 'HTTP/1.1 100 Go\r\n\r\n', { kind: 'none' }],
    ['GET', 'HTTP/1.1 101 Other\r\n\r\n', { kind: 'tunnel' }],
    ['CONNECT', 'HTTP/1.1 200 OK\r\n\r\n', { kind: 'tunnel' }],
    ['GET', 'HTTP/1.1 200 OK\r\n\r\n', { kind: 'close' }],
    ['GET', 'HTTP/1.1 200\n\n', { kind: 'close' }],
    ['GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n', { kind: 'close' }],
    ['GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n', { kind: 'chunked' }],
    ['GET', 'HTTP/1.1 200 OK\r\nContent-Length:2\r\n\r\n', { kind: 'length', size: 2 }],
    ['GET', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n', { kind: 'length', size: 2 }],
    ['GET', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\n', { kind: 'unclear' }],
    ['GET', 'HTTP/1.1 OK\r\n\r\n', { kind: 'unclear' }],
  ] as const)('%s answered by %j', (method, head, plan) => {
    expect(replyPlan(method)(Buffer.from(head))).toEqual(plan);
  });
});

// ---- Generated messages

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const value = fc.stringMatching(/^[!-~\x80-\xff][ -~\t\x80-\xff]{0,20}[!-~\x80-\xff]$/);
const FRAMING_NAMES =
  /^(content-length|transfer-encoding|connection|host|upgrade|expect|proxy-connection|trailer|http2-settings|keep-alive|te)$/i;
const header = fc
  .tuple(
    token.filter((name) => !FRAMING_NAMES.test(name)),
    value,
  )
  .map(([name, text]) => `${name}: ${text}`);
const octets = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));
const oddCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      [...text]
        .map((letter, at) => (upper[at] === true ? letter.toUpperCase() : letter.toLowerCase()))
        .join(''),
    );

const chunk = fc
  .tuple(
    octets.filter((data) => data.length > 0),
    fc.constantFrom('', ';a', ';a=b;c="d"'),
    fc.boolean(),
    fc.constantFrom('', '0', '00'),
  )
  .map(([data, extension, upper, zeros]) => {
    const size = data.length.toString(16);
    return {
      data,
      wire: `${zeros}${upper ? size.toUpperCase() : size}${extension}\r\n${data}\r\n`,
    };
  });
const chunked = fc
  .tuple(fc.array(chunk, { maxLength: 4 }), fc.array(header, { maxLength: 2 }))
  .map(([chunks, trailers]) => ({
    data: chunks.map(({ data }) => data).join(''),
    wire: `${chunks.map(({ wire }) => wire).join('')}0\r\n${trailers.map((line) => `${line}\r\n`).join('')}\r\n`,
  }));

interface Generated {
  readonly wire: string;
  readonly head: string;
  readonly body: string;
  readonly method: string;
  readonly target: string;
}

const request: fc.Arbitrary<Generated> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
    target: fc.stringMatching(/^\/[!-~]{0,20}$/),
    headers: fc.array(header, { maxLength: 5 }),
    place: fc.nat(),
    lengthName: oddCase('content-length'),
    codingName: oddCase('transfer-encoding'),
    body: fc.oneof(
      fc.constant({ kind: 'none' } as const),
      octets.map((data) => ({ kind: 'length', data }) as const),
      chunked.map((both) => ({ kind: 'chunked', ...both }) as const),
    ),
  })
  .map(({ method, target, headers, place, lengthName, codingName, body }) => {
    const lines = ['Host: zk', ...headers];
    const at = place % (lines.length + 1);
    if (body.kind === 'length') lines.splice(at, 0, `${lengthName}: ${body.data.length}`);
    if (body.kind === 'chunked') lines.splice(at, 0, `${codingName}: chunked`);
    const head = `${method} ${target} HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
    const wire = body.kind === 'none' ? '' : body.kind === 'length' ? body.data : body.wire;
    return { wire: head + wire, head, body: body.kind === 'none' ? '' : body.data, method, target };
  });

test('generated requests: each is found where it is, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(400), { maxLength: 8 }),
      (requests, cuts) => {
        const text = requests.map(({ wire }) => wire).join('');
        for (const pieces of [
          [],
          cuts.map((cut) => Math.min(cut, text.length)),
          'each byte',
        ] as const) {
          const story = scan(text, pieces);
          expect(story.messages.map(({ head, body, ended }) => ({ head, body, ended }))).toEqual(
            requests.map(({ head, body }) => ({ head, body, ended: true })),
          );
          expect(story.opaque).toBe('');
        }
      },
    ),
    atRandom('generated requests, cut', 300),
  );
});

test('any bytes at all: cut differently, they are told the same, and none is lost', () => {
  const pieces = fc.constantFrom(
    'GET / HTTP/1.1\r\n',
    'Content-Length: 3\r\n',
    'Transfer-Encoding: chunked\r\n',
    '\r\n',
    '\n',
    'abc',
    '3\r\nabc\r\n',
    '0\r\n',
    ' ',
    '\0',
    'Content-Length: x\r\n',
    '5;',
    '\x16\x03',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, octets), { maxLength: 14 }),
      fc.array(fc.nat(200), { maxLength: 6 }),
      (parts, cuts) => {
        const text = parts.join('');
        const tell = (story: Story) => ({ messages: story.messages, opaque: story.opaque });
        const whole = tell(scan(text, []));
        expect(tell(scan(text, 'each byte'))).toEqual(whole);
        expect(
          tell(
            scan(
              text,
              cuts.map((cut) => Math.min(cut, text.length)),
            ),
          ),
        ).toEqual(whole);
        const told = whole.messages.reduce(
          (sum, { head, body, framing }) => sum + head.length + body.length + framing.length,
          whole.opaque.length,
        );
        expect(told).toBeLessThanOrEqual(text.length);
      },
    ),
    atRandom('bytes for the scanner, cut', 500),
  );
});

test("generated requests that Node's strict parser takes are the same to both", async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 3 }), async (requests) => {
      const text = requests.map(({ wire }) => wire).join('');
      const theirs = await strictRequests(text);
      if (theirs.length < requests.length) return;
      taken++;
      const story = scan(text, []);
      const ours = story.messages.map(({ head, body }) => {
        const facts = readRequestHead(Buffer.from(head, 'latin1'));
        return { method: facts?.method, target: facts?.target, body };
      });
      expect(ours).toEqual(theirs);
    }),
    atRandom('generated requests beside the strict parser', 300),
  );
  expect(taken).toBeGreaterThan(200);
});
