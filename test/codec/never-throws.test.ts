/** Whatever a peer sends is read: no bytes make the decoder throw, and no field lies about its bytes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import type { Charset } from '../../shared/codec/charset.ts';
import { readBrief } from '../../shared/codec/brief.ts';
import { decodeExchange } from '../../shared/codec/decode.ts';
import type { Field, HalfFrame } from '../../shared/codec/frame.ts';
import type { RawExchange, RawMessage } from '../../shared/codec/message.ts';
import { readRequestAlone } from '../../shared/codec/request-alone.ts';
import { lookAt } from '../../shared/codec/request-look.ts';
import { readRequestLine } from '../../shared/codec/request-line.ts';
import { isTerminalRequest } from '../../shared/codec/terminal-request.ts';
import { allFields } from '../kit/accounting.ts';
import { atRandom } from '../kit/fuzz.ts';
import { mutated, samples } from '../kit/mutations.ts';
import { messageOf } from '../kit/samples.ts';

const octets = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Pieces of the protocol and of nonsense, in any order: far likelier to reach the odd corners than noise. */
const piece = fc.oneof(
  fc.constantFrom(
    ...['\t', '\n', '\r\n', '&', '=', ' ', ':', '%', '\0', '?', '/'],
    ...[
      'ID=',
      'SN=77',
      'Return=0',
      'CMD=INFO',
      'CMD=Shell',
      'Content=',
      'C:1:',
      'UPDATE USERINFO ',
    ],
    ...[
      'GET OPTION FROM: 77',
      'Stamp=0',
      'OK',
      'RET=OK',
      'Time=',
      'PublicKey=',
      'SET OPTION ',
      'Name=',
    ],
    ...[
      '2018-11-02 12:01:07',
      '7039',
      '850',
      '-1',
      '9'.repeat(30),
      '\xd5\xc5\xc8\xfd',
      '\xe5\xbc\xa0',
    ],
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 8 }),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const bytes = fc.oneof(text.map(octets), fc.uint8Array({ maxLength: 200 }));

const requestLine = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'Get', 'PUT', ''),
    fc.constantFrom('/iclock/', '//iclock/', '/api/iclock/iclock/', '/', 'http://a/iclock/', ''),
    fc.constantFrom(
      'cpos',
      'posrequest',
      'posdevicecmd',
      'exchange',
      'cdata.aspx',
      'file/x',
      'pos_getdata',
      '',
    ),
    fc.constantFrom(
      '',
      '?table=BUYLOG',
      '?table=FULLLOG&StampId=14',
      '?table=X',
      '?type=time',
      '?type=publickey',
      '?RepType=2',
      '?RepType=10',
      '?options=all&language=83',
    ),
    text,
    fc.constantFrom(' HTTP/1.1', ' HTTP/1.0 ', ''),
  )
  .map(
    ([method, path, name, query, more, version]) =>
      `${method} ${path}${name}${query}${more}${version}`,
  );

const head = fc.oneof(
  bytes,
  fc
    .tuple(requestLine, text)
    .map(([line, rest]) => octets(`${line}\r\nHost: a\r\n${rest}\r\n\r\n`)),
);
const reply = fc.oneof(
  bytes,
  text.map((rest) => octets(`HTTP/1.1 200 OK\r\n${rest}\r\n\r\n`)),
);

const message = (heads: fc.Arbitrary<Uint8Array>): fc.Arbitrary<RawMessage> =>
  fc.record(
    { head: heads, body: bytes, truncated: fc.boolean(), incomplete: fc.boolean(), excess: bytes },
    { requiredKeys: ['head', 'body'] },
  );
const changed = (name: RegExp) =>
  mutated(samples(name)).map((text) => messageOf(Buffer.from(text, 'latin1')));
const exchange: fc.Arbitrary<RawExchange> = fc.record({
  request: fc.oneof(message(head), changed(/-request|tls/)),
  response: fc.option(fc.oneof(message(reply), changed(/-response/))),
});
const options = fc.record({
  text: fc.constant(textCodec),
  language: fc.constantFrom('en' as const, 'zh' as const),
  hints: fc.record({ language: fc.constantFrom('', '83', '69'), encrypted: fc.boolean() }),
});

const CHARSETS: readonly Charset[] = ['latin1', 'utf-8', 'gb18030'];

/** What is wrong with the fields' places; empty when nothing is. */
function misplaced(half: HalfFrame | null, from: RawMessage | null): readonly string[] {
  if (half === null || from === null) return [];
  const line = readRequestLine(Buffer.from(from.head).toString('latin1'));
  const parts = {
    head: from.head,
    body: from.body,
    target: from.head.subarray(line?.targetFrom ?? 0, line?.targetTo ?? 0),
  };
  const isRight = ({ raw, span }: Field): boolean => {
    if (span === null) return true;
    const part = parts[span.part];
    if (!(span.from >= 0 && span.from <= span.to && span.to <= part.length)) return false;
    return CHARSETS.some((charset) => textCodec.decode(part, span.from, span.to, charset) === raw);
  };
  return allFields(half.fields)
    .filter((field) => !isRight(field))
    .map((field) => JSON.stringify(field));
}

test('no exchange makes the decoder throw, and every span holds what raw says', () => {
  fc.assert(
    fc.property(exchange, options, (raw, given) => {
      const frame = decodeExchange(raw, given);
      expect(misplaced(frame.request, raw.request)).toEqual([]);
      expect(misplaced(frame.response, raw.response)).toEqual([]);
      expect(JSON.parse(JSON.stringify(frame))).toEqual(frame);
    }),
    atRandom('exchanges for the decoder', 600),
  );
});

test('brief and frame never disagree', () => {
  fc.assert(
    fc.property(exchange, options, (raw, given) => {
      const { kind, sn, table } = decodeExchange(raw, given);
      expect(readBrief(raw)).toMatchObject({ kind, sn, table });
    }),
    atRandom('exchanges for brief and frame', 300),
  );
});

test('an upload that is read alone has the records of its frame', () => {
  fc.assert(
    fc.property(exchange, options, (raw, given) => {
      const { kind, request } = decodeExchange(raw, given);
      const alone = readRequestAlone(raw.request, lookAt(raw.request), given);
      expect(alone.kind).toBe(kind);
      const inBody = request.fields.filter(({ span }) => span?.part === 'body');
      if (kind === 'upload') expect(alone.request.fields).toEqual(inBody);
    }),
    atRandom('uploads read alone', 600),
  );
});

test('no target makes the choice of a lane throw', () => {
  fc.assert(
    fc.property(text, text, text, (method, target, agent) => {
      expect(typeof isTerminalRequest(method, target, agent)).toBe('boolean');
    }),
  );
});
