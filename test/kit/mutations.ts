/** Samples of the field with something done to them: octets changed, pieces taken out, doubled, put in, or of two made one. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { root } from './product.ts';

const folder = join(root, 'test/fixtures/samples');

/** The wire samples, a character a byte. */
export const samples = (name: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter((file) => /\.(http|bin)$/.test(file) && name.test(file))
    .map((file) => readFileSync(join(folder, file), 'latin1'));

const WORDS = [
  ...['\r\n', '\n', '\r', '\r\n\r\n', '\0', ' ', '\t', ':', ',', ';', '\xff', '0', '1', '-', '+'],
  ...['Content-Length: 3\r\n', 'Content-Length: 0\r\n', 'Transfer-Encoding: chunked\r\n'],
  ...['Transfer-Encoding: gzip, chunked\r\n', 'Connection: close\r\n', 'Expect: 100-continue\r\n'],
  ...['Content-Length : 2\r\n', ' folded\r\n', 'Upgrade: x\r\nConnection: upgrade\r\n', 'HTTP/1.0'],
  ...[
    '3\r\nabc\r\n0\r\n\r\n',
    '0\r\n\r\n',
    '5;a=b\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    'chunked',
  ],
];

/** Places are shares of the length, so that one mutation fits any text; all are as likely. */
export const share = fc.noBias(fc.nat(0xffff)).map((part) => part / 0x10000);
const mutation = fc.oneof(
  fc.record({ do: fc.constant('octet' as const), at: share, octet: fc.nat(255) }),
  fc.record({ do: fc.constant('remove' as const), at: share, length: fc.nat(30) }),
  fc.record({ do: fc.constant('double' as const), at: share, length: fc.nat(60) }),
  fc.record({ do: fc.constant('insert' as const), at: share, word: fc.constantFrom(...WORDS) }),
  fc.record({ do: fc.constant('line' as const), at: share, word: fc.constantFrom(...WORDS) }),
  fc.record({ do: fc.constant('end' as const), at: share }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(text: string, change: Mutation): string {
  const at = Math.floor(change.at * text.length);
  const before = text.slice(0, at);
  switch (change.do) {
    case 'octet':
      return before + String.fromCharCode(change.octet) + text.slice(at + 1);
    case 'remove':
      return before + text.slice(at + change.length);
    case 'double':
      return before + text.slice(at, at + change.length) + text.slice(at);
    case 'insert':
      return before + change.word + text.slice(at);
    case 'line': {
      // Behind a line end, where a header may stand.
      const lineAt = text.indexOf('\n', at) + 1;
      return text.slice(0, lineAt) + change.word + text.slice(lineAt);
    }
    case 'end':
      return before;
  }
}

/** One to three of the texts in a row, with up to three changes each. */
export const mutated = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { maxLength: 3 })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((parts) => parts.map(([text, changes]) => changes.reduce(mutate, text)).join(''));
