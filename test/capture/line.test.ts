/** What is written as a line is read back the same, for every byte value and every framing. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { lineTools } from '../../proxy/record/line-tools.ts';
import { crc32 } from '../../shared/capture/crc32.ts';
import {
  OUTCOMES,
  type Exchange,
  type Framing,
  type Message,
} from '../../shared/capture/exchange.ts';
import {
  exchangeLine,
  gapLine,
  headerLine,
  injectionLine,
  noteLine,
  readLine,
} from '../../shared/capture/line.ts';
import { exchangeOf, octets, requestOf, responseOf, sample } from './exchanges.ts';

const read = (line: string) => {
  expect(line.endsWith('\n')).toBe(true);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  return readLine(Buffer.from(line.slice(0, -1), 'utf8'), lineTools);
};

const parsed = (line: string) => JSON.parse(line) as Record<string, never>;

describe('an exchange', () => {
  test('stands in the file as the format says', () => {
    const exchange = exchangeOf({
      request: requestOf('GET /iclock/posrequest?SN=1 HTTP/1.1\r\nHost: a\r\n\r\n'),
      response: responseOf('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n', 'OK'),
    });
    const line = exchangeLine(exchange, lineTools);
    expect(line.replace(/,"crc":"[0-9a-f]{8}"\}\n$/, '}')).toBe(
      '{"type":"exchange","n":17,"at":"2018-11-02T09:05:36.123Z","connection":4,"peer":"192.168.1.50:40213",' +
        '"request":{"head":"GET /iclock/posrequest?SN=1 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n","body":"","encoding":"utf-8","size":0,"framing":"length"},' +
        '"response":{"head":"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n","body":"OK","encoding":"utf-8","size":2,"framing":"length","by":"server"},' +
        '"timing":{"requestMs":0.2,"firstByteMs":3.1,"totalMs":3.2},"outcome":"complete"}',
    );
    expect(read(line)).toEqual({ type: 'exchange', exchange });
  });

  test('has the CRC-32 of what stands before its seal', () => {
    const line = exchangeLine(exchangeOf({}), lineTools);
    const covered = line.slice(0, line.lastIndexOf(',"crc"'));
    expect(parsed(line)['crc']).toBe(crc32(Buffer.from(covered)).toString(16).padStart(8, '0'));
  });

  test.each([
    ['plain text', Buffer.from('1\t2\n'), 'utf-8', '1\t2\n'],
    ['UTF-8', Buffer.from('张三'), 'utf-8', '张三'],
    ['GB18030', Buffer.from('d5c5c8fd', 'hex'), 'gb18030', '张三'],
    ['GB18030 of four bytes', Buffer.from('8139ee39', 'hex'), 'gb18030', '㐀'],
    ['neither', Buffer.from('ff00fe', 'hex'), 'base64', '/wD+'],
    ['half a character', Buffer.from('d5c5c8', 'hex'), 'base64', '1cXI'],
    ['a byte order mark', Buffer.from('efbbbf41', 'hex'), 'utf-8', '\ufeffA'],
    ['a byte order mark in GB18030', Buffer.from('8431953341', 'hex'), 'gb18030', '\ufeffA'],
  ])('keeps a body of %s', (_, body, encoding, text) => {
    const exchange = exchangeOf({ request: { ...requestOf('POST / HTTP/1.1\r\n\r\n'), body } });
    const line = exchangeLine(exchange, lineTools);
    expect(parsed(line)['request']).toMatchObject({ body: text, encoding });
    expect(read(line)).toMatchObject({ exchange: { request: { body } } });
  });

  test('keeps every octet of head, body and excess', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
    const request = { ...requestOf(''), head: all, body: all, size: 256, excess: all };
    const exchange = exchangeOf({ request });
    expect(read(exchangeLine(exchange, lineTools))).toEqual({ type: 'exchange', exchange });
  });

  test('keeps any body of two octets', () => {
    for (let pair = 0; pair < 0x10000; pair += 7) {
      const body = Buffer.from([pair >> 8, pair & 0xff]);
      const exchange = exchangeOf({ request: { ...requestOf(''), body, size: 2 } });
      const entry = read(exchangeLine(exchange, lineTools));
      if (entry.type !== 'exchange' || !body.equals(entry.exchange.request.body)) {
        expect.fail(`${body.toString('hex')} came back otherwise`);
      }
    }
  });

  test('keeps a long body of GB18030 as base64, since there and back takes too long', () => {
    const body = Buffer.from('d5c5'.repeat(70_000), 'hex');
    const line = exchangeLine(exchangeOf({ request: { ...requestOf(''), body } }), lineTools);
    expect(parsed(line)['request']).toMatchObject({ encoding: 'base64' });
  });
});

describe('whatever a wire can produce', () => {
  const bytes = fc
    .oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 12 }).map((text) => Buffer.from(text, 'utf8')),
      fc
        .array(fc.constantFrom('张', '三', '水', '\t', '=', '1'), { maxLength: 12 })
        .map((parts) => textCodec.encode(parts.join(''), 'gb18030') as Uint8Array),
    )
    .map((octetsOf) => Buffer.from(octetsOf));
  const latin1 = fc
    .uint8Array({ maxLength: 12 })
    .map((octetsOf) => Buffer.from(octetsOf).toString('latin1'));
  const framing: fc.Arbitrary<Framing> = fc.oneof(
    fc.constant<Framing>({ kind: 'length' }),
    fc.constant<Framing>({ kind: 'close' }),
    fc.record(
      {
        kind: fc.constant('chunked' as const),
        chunks: fc.array(fc.nat(9000), { maxLength: 4 }),
        lines: fc.array(latin1, { maxLength: 4 }),
        trailer: latin1,
      },
      { requiredKeys: ['kind', 'chunks'] },
    ),
  );
  const message: fc.Arbitrary<Message> = fc.record(
    {
      head: bytes,
      body: bytes,
      size: fc.nat(),
      framing,
      truncated: fc.constant(true as const),
      incomplete: fc.constant(true as const),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
      excess: bytes,
    },
    { requiredKeys: ['head', 'body', 'size', 'framing'] },
  );
  const changes = fc.record(
    { forwarded: message, changedBy: fc.string({ unit: 'binary' }) },
    { requiredKeys: [] },
  );
  const response = fc
    .tuple(
      message,
      changes,
      fc.record(
        {
          by: fc.constantFrom('server' as const, 'pushscope' as const),
          interim: fc.array(bytes, { maxLength: 2 }),
        },
        { requiredKeys: ['by'] },
      ),
    )
    .map(([parts, change, own]) => ({ ...parts, ...change, ...own }));
  const thousandths = fc.nat(10_000_000).map((number) => number / 1000);
  const exchange: fc.Arbitrary<Exchange> = fc.record({
    n: fc.nat(),
    atMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    connection: fc.nat(),
    peer: fc.string({ unit: 'binary' }),
    request: fc.tuple(message, changes).map(([parts, change]) => ({ ...parts, ...change })),
    response: fc.option(response),
    timing: fc.record({
      requestMs: thousandths,
      firstByteMs: fc.option(thousandths),
      totalMs: thousandths,
    }),
    outcome: fc.constantFrom(...OUTCOMES),
  });

  test('is read back as it was', () => {
    fc.assert(
      fc.property(exchange, (before) => {
        expect(read(exchangeLine(before, lineTools))).toEqual({
          type: 'exchange',
          exchange: before,
        });
      }),
      { numRuns: 400 },
    );
  });

  test('and a damaged octet is noticed', () => {
    fc.assert(
      fc.property(exchange, fc.nat(), fc.integer({ min: 1, max: 255 }), (before, place, change) => {
        const line = Buffer.from(exchangeLine(before, lineTools).slice(0, -1));
        const at = place % line.length;
        line[at] = (line[at] as number) ^ change;
        expect(readLine(line, lineTools).type).toBe('damaged');
      }),
      { numRuns: 400 },
    );
  });
});

describe('other lines', () => {
  test('are read back', () => {
    const header = {
      createdAt: '2026-11-24T05:30:12.000Z',
      upstream: 'http://zkeco:8088',
      host: 'a',
    };
    expect(read(headerLine(header, lineTools))).toEqual({
      type: 'header',
      header: { version: 1, ...header },
    });
    const gap = {
      ...{ exchanges: 3, firstN: 5, lastN: 7, why: 'the disk is full (ENOSPC)' },
      ...{ from: '2026-11-24T05:30:12.000Z', to: '2026-11-24T05:31:12.000Z' },
    };
    expect(read(gapLine(gap, lineTools))).toEqual({ type: 'gap', gap });
    const note = { at: '2026-11-24T05:30:12.000Z', text: 'lunch\nbegins' };
    expect(read(noteLine(note, lineTools))).toEqual({ type: 'note', note });
    const injection = { id: 'a', state: 'queued', at: '2026-11-24T05:30:12.000Z' };
    expect(read(injectionLine(injection, lineTools))).toEqual({ type: 'injection', injection });
  });

  test('may come without a checksum, from other programs and in the first line', () => {
    const line = '{"pushscope":"capture","version":1,"createdAt":"","upstream":"","host":""}\n';
    expect(read(line).type).toBe('header');
    expect(read('{"type":"note","at":"","text":"by hand"}\n').type).toBe('note');
  });

  test('of an unknown type are told by it', () => {
    expect(read('{"type":"weather","is":"fine"}\n')).toEqual({ type: 'unknown', name: 'weather' });
  });

  test.each([
    ['an exchange without a checksum', '{"type":"exchange","n":1}', 'it has no checksum'],
    ['no JSON', 'lunch', 'it is no JSON'],
    ['another JSON value', '[1]', 'it is no JSON object'],
    ['no type', '{"n":1}', '"type" is no text'],
  ])('that are %s are damage', (_, line, reason) => {
    expect(read(`${line}\n`)).toEqual({ type: 'damaged', reason });
  });
});

test('the table of the browser and zlib give the same CRC-32', () => {
  const bytes = octets(sample('b02-buylog-batch-request.http').toString('latin1'));
  expect(crc32(bytes)).toBe(lineTools.crc32(bytes));
  expect(crc32(bytes.subarray(9), crc32(bytes.subarray(0, 9)))).toBe(lineTools.crc32(bytes));
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
});
