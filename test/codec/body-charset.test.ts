/** Which charset a body is taken for. */

import { expect, test } from 'vitest';
import { textCodec } from '../../proxy/charset.ts';
import { charsetOf, isBinary } from '../../shared/codec/body-charset.ts';

const octets = (text: string) => Buffer.from(text, 'latin1');
const ZHANG_GB = '\xd5\xc5'; // 张
const ZHANG_UTF8 = '\xe5\xbc\xa0';
/** Both readings are valid: ЖД in UTF-8, 衅 and 袛 in GB18030. */
const CYRILLIC = '\xd0\x96\xd0\x94';
/** 联 as GB18030 is no UTF-8; 通 and 陆 together are valid in both: leads of two scripts. */
const HANZI_OF_BOTH = '\xc2\xbd\xcd\xa8';

test.each([
  ['plain', '', 'ascii'],
  ['plain\0', '83', 'ascii'],
  [ZHANG_GB, '', 'gb18030'],
  [ZHANG_GB, '69', 'gb18030'],
  [`${ZHANG_UTF8}a`, '83', 'utf-8'],
  // Six bytes are three valid characters of GB18030 as well; hanzi in UTF-8 are likelier.
  [ZHANG_UTF8 + ZHANG_UTF8, '83', 'utf-8'],
  [ZHANG_UTF8 + ZHANG_UTF8, '', 'utf-8'],
  [CYRILLIC, '82', 'utf-8'],
  [CYRILLIC, '83', 'gb18030'],
  [CYRILLIC, '', 'utf-8'],
  [HANZI_OF_BOTH, '83', 'gb18030'],
  [HANZI_OF_BOTH, '', 'gb18030'],
  [HANZI_OF_BOTH, '69', 'utf-8'],
  ['\xff\xfe\x80', '83', 'latin1'],
] as const)('%j of a terminal of language "%s": %s', (text, language, charset) => {
  expect(charsetOf(octets(text), false, textCodec, language)).toBe(charset);
});

test('a body that was cut may end inside a character', () => {
  const body = octets(`Name=${ZHANG_GB}\nName=\xd5`);
  expect(charsetOf(body, false, textCodec, '83')).toBe('latin1');
  expect(charsetOf(body, true, textCodec, '83')).toBe('gb18030');
});

test.each([
  ['10023\t10023\r\n', false],
  ['0\0\n\0\0\0', false],
  [ZHANG_GB, false],
  ['', false],
  ['\x01\x02\x03', true],
  ['text with one \x07 in a long enough line of text', false],
])('%j is binary: %s', (text, binary) => {
  expect(isBinary(octets(text))).toBe(binary);
});
